export { startIdentity, type IdentityOptions, type IdentityServer } from './server.ts';
export type { IdentityLog } from './identity.ts';
export { readRealm, subjectOf, type Realm, type RealmUser } from './realm.ts';
