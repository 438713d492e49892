import { generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenChecker, type TokenChecker, userIdOf, type Viewer } from '@micromart/auth';

/** As much of an identity server as a gateway sees: its keys, and tokens signed with them. */
export interface TestIdentity {
  readonly checker: TokenChecker;
  /** @param seconds until it expires. */
  token(user: TestUser, seconds?: number): string;
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

export async function testIdentity(): Promise<TestIdentity> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] });
  const server = http.createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/micromart`;
  const checker = tokenChecker({ issuer, onFault: () => undefined });
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
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'test' })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    close() {
      checker.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
