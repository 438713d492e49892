import { guest, passportIssuer, generatePassportKeys, passportReader, type TokenChecker, UnauthenticatedError, type Viewer } from '@micromart/auth';
import { createLogger, readSettings } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { gatewayEnvironment, type GatewaySettings } from '../settings.ts';
import { testShop, type TestShop } from './shop.ts';

export interface TestGateway {
  readonly gateway: Gateway;
  readonly shop: TestShop;
  readonly url: string;
  readonly registry: Registry;
  /** Who a subgraph was told that asks. */
  readonly viewerIn: (passport: string) => Viewer;
  /** Tokens that are good, by their text. */
  readonly tokens: Map<string, Viewer>;
  ask(query: string, options?: AskOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly errors: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  readonly text: string;
}

export const alice: Viewer = {
  ...guest,
  userId: 'usr_alice',
  email: 'alice@example.test',
  roles: ['customer'],
  expiresAt: new Date(Date.now() + 3_600_000),
};

/** A gateway on a free port, over the small graph, with a Redis that is away unless one is given. */
export async function testGateway(settings: Partial<GatewaySettings> = {}, more: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const shop = testShop();
  const keys = generatePassportKeys();
  const reader = passportReader({ publicKeys: [keys.publicKey] });
  const tokens = new Map([['alice', alice]]);
  const checker: TokenChecker = {
    async check(token) {
      const viewer = tokens.get(token);
      if (viewer === undefined) throw new UnauthenticatedError('the token has expired');
      return viewer;
    },
    close: () => undefined,
  };
  const registry = new Registry();
  const redis = more.redis ?? new Redis({ lazyConnect: true });
  const gateway = await createGateway({
    settings: { ...readSettings(gatewayEnvironment, {}), ...settings },
    supergraphSdl: shop.supergraphSdl,
    connections: shop.connections,
    tokens: checker,
    passports: passportIssuer({ privateKey: keys.privateKey }),
    redis,
    registry,
    logger: createLogger({ level: 'silent', name: 'gateway' }),
    ...more,
  });
  const url = await gateway.listen(0, '127.0.0.1');
  return {
    gateway,
    shop,
    url,
    registry,
    tokens,
    viewerIn: passport => reader.read(passport),
    async ask(query, { variables, headers, body } = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body ?? { query, variables }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, data: undefined, errors: [], ...JSON.parse(text) };
    },
    async close() {
      await gateway.close({ drainSeconds: 0 });
      redis.disconnect();
    },
  };
}
