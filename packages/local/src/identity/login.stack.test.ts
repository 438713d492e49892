import { describe } from '@jest/globals';
import { keycloakUnderTest } from '../testing-identity.ts';
import { servesAccounts } from './testing/accounts-conformance.ts';
import { logsPeopleIn } from './testing/login-conformance.ts';

describe('Keycloak', () => logsPeopleIn(keycloakUnderTest));
describe('Keycloak’s admin API', () => servesAccounts(keycloakUnderTest));
