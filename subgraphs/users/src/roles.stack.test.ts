import { describe } from '@jest/globals';
import { keycloakUnderTest } from '@micromart/local/testing-identity';
import { setsRoles } from './testing/roles-conformance.ts';

describe('accounts of Keycloak', () => setsRoles(keycloakUnderTest));
