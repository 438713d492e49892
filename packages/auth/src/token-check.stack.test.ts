import { describe } from '@jest/globals';
import { keycloakUnderTest } from '@micromart/local/testing-identity';
import { checksTokens } from './testing/token-conformance.ts';

describe('tokens of Keycloak', () => checksTokens(keycloakUnderTest));
