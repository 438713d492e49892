import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { SubgraphRequest, SubgraphResponse } from '../connection.ts';
import type { Logger } from '../logger.ts';
import { createDrainingServer, type Upgrades } from './draining-server.ts';
import { healthPages, type ReadinessCheck } from './health-pages.ts';
import { createQuestionEndpoint } from './question-endpoint.ts';
import { GRAPHQL_PATH } from './wire.ts';

export interface QuestionServerOptions {
  /** Of the process. */
  readonly name: string;
  readonly answer: (request: SubgraphRequest) => Promise<SubgraphResponse>;
  readonly subscriptions?: Upgrades;
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  readonly registry: Registry;
  readonly logger: Logger;
  /** Others' pages, by the beginning of their path. */
  readonly pages?: ReadonlyMap<string, RequestListener>;
  /** Of `createDrainingServer`. */
  readonly farewell?: number | undefined;
}

export interface QuestionServer {
  /** Resolves with the URL of the server, without a path. Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<string>;
  close(options?: { readonly drainSeconds?: number }): Promise<void>;
}

const DRAIN_SECONDS = 25;

/** A server for parts of the shop alone: questions with passports, the probes and Prometheus. */
export function createQuestionServer({
  name,
  answer,
  subscriptions,
  readiness,
  registry,
  logger,
  pages = new Map(),
  farewell,
}: QuestionServerOptions): QuestionServer {
  const endpoint = createQuestionEndpoint({ answer, logger });
  const health = healthPages({ name, registry, readiness, isDraining: () => server.isDraining });
  const prefixes = [...pages];

  async function serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (path === GRAPHQL_PATH) return endpoint(request, response);
    const page = health.get(path);
    if (page !== undefined) {
      const { status, type, body } = await page();
      response.writeHead(status, { 'content-type': type }).end(body);
      return;
    }
    const others = prefixes.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (others !== undefined) return void others(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
  }

  const upgrades = new Map(subscriptions === undefined ? [] : [[GRAPHQL_PATH, subscriptions] as const]);
  const server = createDrainingServer({ serve, upgrades, farewell, logger });
  return {
    listen: (port, host = '0.0.0.0') => server.listen(port, host),
    close: ({ drainSeconds = DRAIN_SECONDS } = {}) => server.close(drainSeconds * 1000),
  };
}
