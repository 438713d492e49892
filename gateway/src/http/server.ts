import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createDrainingServer, type DrainingServer, type Logger, type ProbePage, type Upgrades } from '@micromart/service';
import { allowOrigins } from './cors.ts';
import type { GraphQLEndpoint } from './graphql-endpoint.ts';

export interface HttpServerOptions {
  readonly graphql: GraphQLEndpoint;
  readonly sockets: Upgrades;
  readonly pages: ReadonlyMap<string, ProbePage>;
  /** Others' pages, by the beginning of their path. */
  readonly handlers: ReadonlyMap<string, RequestListener>;
  readonly corsOrigins: readonly string[];
  readonly logger: Logger;
}

const GRAPHQL_PATH = '/graphql';

/** The public server. */
export function createHttpServer({ graphql, sockets, pages, handlers, corsOrigins, logger }: HttpServerOptions): DrainingServer {
  const cors = allowOrigins(corsOrigins);
  const prefixes = [...handlers];

  async function serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (path === GRAPHQL_PATH) {
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('cache-control', 'no-store');
      cors(request, response);
      if (request.method !== 'OPTIONS') return graphql(request, response);
      response.writeHead(204).end();
      return;
    }
    const page = pages.get(path);
    if (page !== undefined) {
      const { status, type, body } = await page();
      response.writeHead(status, { 'content-type': type }).end(body);
      return;
    }
    const handler = prefixes.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (handler !== undefined) return void handler(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here; the graph is at /graphql.\n');
  }

  return createDrainingServer({ serve, upgrades: new Map([[GRAPHQL_PATH, sockets]]), logger });
}
