import { generatePassportKeys, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { createLogger, readSettings } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { gatewayEnvironment, type GatewaySettings } from '../settings.ts';
import { alice, testIdentity } from './identity.ts';
import { testShop, type TestShop } from './shop.ts';

// as every process with a gateway does: without it @apollo/gateway reports to Apollo, and looks for the cloud that it runs in
process.env.APOLLO_TELEMETRY_DISABLED = '1';

export interface TestGateway {
  readonly gateway: Gateway;
  readonly shop: TestShop;
  readonly url: string;
  readonly registry: Registry;
  /** Who a subgraph was told that asks. */
  readonly viewerIn: (passport: string) => Viewer;
  /** What Alice sends as `Authorization`. */
  bearer(seconds?: number): string;
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

/** A gateway on a free port, over the small graph, with a Redis that is away unless one is given. */
export async function testGateway(
  settings: Partial<GatewaySettings> = {},
  { shop = testShop(), ...more }: Partial<GatewayOptions> & { readonly shop?: TestShop } = {},
): Promise<TestGateway> {
  const keys = generatePassportKeys();
  const reader = passportReader({ publicKeys: [keys.publicKey] });
  const identity = await testIdentity();
  const registry = new Registry();
  const redis = more.redis ?? new Redis({ lazyConnect: true });
  const gateway = await createGateway({
    settings: { ...readSettings(gatewayEnvironment, {}), ...settings },
    supergraphSdl: shop.supergraphSdl,
    connections: shop.connections,
    tokens: identity.checker,
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
    bearer: seconds => `Bearer ${identity.token(alice, seconds)}`,
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
      if (more.redis === undefined) redis.disconnect();
      identity.close();
    },
  };
}
