import { freePort } from '@micromart/local';
import { type Connection, createLogger, createSubgraphServer, httpConnection, type SubgraphServer } from '@micromart/service';
import { Registry } from 'prom-client';
import type { GatewaySettings } from '../settings.ts';
import { type TestGateway, testGateway } from './gateway.ts';
import { testShop, type TestShop } from './shop.ts';

const logger = createLogger({ level: 'silent', name: 'test' });

/** The small graph with HTTP between the gateway and its subgraphs. */
export interface SplitShop extends TestGateway {
  /** Ends a subgraph's server as a killed process would. */
  kill(name: string): Promise<void>;
  /** Starts another process' subgraph in its place. */
  start(name: string, shop: TestShop): Promise<void>;
}

export async function splitShop(settings: Partial<GatewaySettings> = {}): Promise<SplitShop> {
  const shop = testShop();
  const servers = new Map<string, SubgraphServer>();
  // not such as the system chooses: while a server is killed, the system might give its port to somebody else
  const ports = new Map<string, number>();
  const connections = new Map<string, Connection>();

  async function serve(name: string, connection: Connection | undefined): Promise<string> {
    if (connection === undefined) throw new Error(`there is no subgraph ${name}`);
    const subgraph = { name: name as 'orders', connection, ready: async () => undefined };
    const server = createSubgraphServer({ subgraph, registry: new Registry(), logger });
    servers.set(name, server);
    const port = ports.get(name) ?? (await freePort());
    ports.set(name, port);
    return server.listen(port, '127.0.0.1');
  }

  for (const [name, connection] of shop.connections) {
    const urls = [await serve(name, connection)];
    connections.set(name, httpConnection({ name, urls, timeout: settings.SUBGRAPH_TIMEOUT ?? 10_000, connections: 64, logger }));
  }
  const gateway = await testGateway(settings, { shop, connections });
  return {
    ...gateway,
    async kill(name) {
      await servers.get(name)?.close({ drainSeconds: 0 });
    },
    async start(name, other) {
      await serve(name, other.connections.get(name));
    },
    async close() {
      await gateway.close();
      for (const connection of connections.values()) await connection.close();
      for (const server of servers.values()) await server.close({ drainSeconds: 0 });
    },
  };
}
