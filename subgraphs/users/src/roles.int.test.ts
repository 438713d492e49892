import { describe } from '@jest/globals';
import { localIdentityUnderTest } from '@micromart/local/testing-identity';
import { setsRoles } from './testing/roles-conformance.ts';

describe('accounts of the local identity server', () => setsRoles(localIdentityUnderTest));
