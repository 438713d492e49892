export { claimDirectory, isClaimed, type Claim } from './claim-directory.ts';
export { readRealm, startIdentity, subjectOf, type IdentityLog, type IdentityOptions, type IdentityServer, type Realm } from './identity/index.ts';
export { startKeycloak, type KeycloakOptions, type LocalKeycloak } from './keycloak.ts';
export { type KafkaOptions, type LocalKafka, startKafka } from './kafka.ts';
export { startPostgres, type LocalPostgres, type PostgresOptions } from './postgres.ts';
export { replaceFile } from './replace-file.ts';
export { startRedis, type LocalRedis, type RedisOptions } from './redis.ts';
export { claimPort, freePort } from './ports.ts';
export { SetupError } from './setup-error.ts';
