import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';
import type { RunningSubgraph } from '../host-subgraph.ts';
import type { Logger } from '../logger.ts';
import { createQuestionServer } from './question-server.ts';
import { createSubscriptionEndpoint } from './subscription-endpoint.ts';

export interface SubgraphServerOptions {
  readonly subgraph: Pick<RunningSubgraph, 'name' | 'connection' | 'ready'>;
  readonly registry: Registry;
  readonly logger: Logger;
  /** Others' pages, by the beginning of their path: `/provider/`. */
  readonly pages?: ReadonlyMap<string, RequestListener>;
  /** So long (milliseconds) requests are still taken once it closes. A second, if left out. */
  readonly farewell?: number;
}

export interface SubgraphServer {
  /** Resolves with the URL of the server, without a path. Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<string>;
  /** Not ready any more; what runs may end within `drainSeconds`. Followers are told to come again elsewhere. The subgraph itself is stopped after it. */
  close(options?: { readonly drainSeconds?: number }): Promise<void>;
}

/** Serves a running subgraph to gateways, over HTTP and graphql-ws. */
export function createSubgraphServer({ subgraph, registry, logger, pages = new Map(), farewell }: SubgraphServerOptions): SubgraphServer {
  const { name, connection } = subgraph;
  return createQuestionServer({
    name,
    answer: request => connection.execute(request),
    subscriptions: createSubscriptionEndpoint({ name, follow: request => connection.subscribe(request), logger }),
    readiness: { [name]: () => subgraph.ready() },
    registry,
    logger,
    pages,
    farewell,
  });
}
