export { keycloakAccounts } from './accounts/keycloak-accounts.ts';
export { usersSettings } from './settings.ts';
export { users } from './subgraph.ts';
