import { describe } from '@jest/globals';
import { localIdentityUnderTest } from '@micromart/local/testing-identity';
import { checksTokens } from './testing/token-conformance.ts';

describe('tokens of the local identity server', () => checksTokens(localIdentityUnderTest));
