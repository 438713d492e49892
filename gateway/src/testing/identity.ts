import { generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenChecker, type TokenChecker, type TokenCheckerOptions, userIdOf, type Viewer } from '@micromart/auth';

/** As much of an identity server as a gateway sees: its keys, and tokens signed with them. */
export interface TestIdentity {
  readonly checker: TokenChecker;
  /** @param seconds until it expires. */
  token(user: TestUser, seconds?: number): string;
  /** Signs with another key from now on; tokens of before stay good. */
  addKey(): void;
  /** Publishes the newest key alone. */
  withdrawOldKeys(): void;
  close(): void;
}

export interface TestUser {
  readonly subject: string;
  readonly email: string;
}

export const alice: TestUser = { subject: '0d9c9d4e-2f5a-4c39-9a4e-8a6f1f0f2a11', email: 'alice@example.test' };

/** Alice, as subgraphs are told of her, but for the moment her token ends. */
export const aliceViewer: Omit<Viewer, 'expiresAt'> = {
  userId: userIdOf(alice.subject),
  email: alice.email,
  firstName: null,
  lastName: null,
  roles: ['customer'],
  sessionId: null,
  orderTokens: [],
};

export async function testIdentity(changes: Partial<TokenCheckerOptions> = {}): Promise<TestIdentity> {
  let newest = newKey('test');
  let published = [newest.jwk];
  const server = http.createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published })));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/micromart`;
  const checker = tokenChecker({ issuer, onFault: () => undefined, ...changes });
  return {
    checker,
    token({ subject, email }, seconds = 3_600) {
      const exp = Math.ceil(Date.now() / 1000) + seconds;
      const claims = {
        iss: issuer,
        aud: 'gateway',
        typ: 'Bearer',
        azp: 'storefront',
        sub: subject,
        email,
        exp,
        realm_access: { roles: ['customer'] },
      };
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: newest.jwk.kid })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), newest.privateKey).toString('base64url')}`;
    },
    addKey() {
      newest = newKey(`test ${published.length + 1}`);
      published = [newest.jwk, ...published];
    },
    withdrawOldKeys() {
      published = [newest.jwk];
    },
    close() {
      checker.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function newKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
