import type { RequestListener } from 'node:http';
import type { PassportIssuer, TokenChecker } from '@micromart/auth';
import { type AskShop, type Connection, createQuestionServer, healthPages, type Logger, METRICS_PAGE, type ReadinessCheck } from '@micromart/service';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import { createAdmission } from './admission/admission.ts';
import { createRateLimit } from './admission/rate-limit.ts';
import { createViewers } from './admission/viewers.ts';
import { createDocuments } from './documents/documents.ts';
import { createExecutor } from './graph/executor.ts';
import { createSubscriptions } from './graph/subscriptions.ts';
import { createGraph } from './graph/supergraph.ts';
import { startApolloServer } from './http/apollo-server.ts';
import { createGraphQLEndpoint } from './http/graphql-endpoint.ts';
import { createHttpServer } from './http/server.ts';
import { createInternalQueries } from './internal-queries.ts';
import { createGatewayMetrics } from './metrics.ts';
import type { GatewaySettings } from './settings.ts';
import { createSocketOperations } from './websocket/operations.ts';
import { createSocketServer } from './websocket/server.ts';

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  /** As composed from `schema/`. */
  readonly supergraphSdl: string;
  /** The way to each subgraph of the graph. */
  readonly connections: ReadonlyMap<string, Connection>;
  readonly tokens: TokenChecker;
  readonly passports: PassportIssuer;
  /** For the rate limits; the gateway works on without it. It is not closed here. */
  readonly redis: Redis;
  readonly registry: Registry;
  readonly logger: Logger;
  /** Others' pages, by the beginning of their path: `/provider/`. */
  readonly handlers?: ReadonlyMap<string, RequestListener>;
  /** What `/readyz` asks, by name. */
  readonly readiness?: Readonly<Record<string, ReadinessCheck>>;
  /** What the sandbox shows to begin with. */
  readonly firstQuery?: string;
}

export interface Gateway {
  /** Resolves with the URL of the server, without a path. Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<string>;
  /**
   * Opens the entrance for subgraphs and operators, on a port of its own that no client must reach: questions of our own with a passport, without the
   * public limits; probes and, from then on there alone, metrics. Resolves with its URL.
   */
  listenInternal(port: number, host?: string): Promise<string>;
  /** Where it listens; undefined before. */
  readonly url: string | undefined;
  /** Asks the whole graph one of our own questions, with a caller's passport. */
  readonly internalQuery: AskShop;
  /** Not ready any more, nothing new; what runs may end within `drainSeconds`. Subscribers are told to come again elsewhere. */
  close(options?: { readonly drainSeconds?: number }): Promise<void>;
}

const FIRST_QUERY = '{\n  __typename\n}\n';
const DRAIN_SECONDS = 25;
const INTERNAL_DRAIN_SECONDS = 5;
/** Whoever asks through the internal entrance has a time-out of its own; this one (milliseconds) ends what nobody waits for. */
const OWN_QUESTION = 30_000;

/** The one entrance of the shop. The process that it runs in sets APOLLO_TELEMETRY_DISABLED=1 before. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, connections, supergraphSdl, redis, registry, logger } = options;
  const metrics = createGatewayMetrics(registry);
  const graph = createGraph({
    supergraphSdl,
    connections,
    metrics,
    logger,
    timeout: settings.SUBGRAPH_TIMEOUT,
    mostRequests: settings.SUBGRAPH_MAX_REQUESTS,
  });
  const schemas = { schema: graph.apiSchema, supergraph: graph.supergraphSchema };
  const documents = createDocuments({ ...schemas, limits: limitsIn(settings), introspection: settings.GRAPHQL_INTROSPECTION });
  const executor = createExecutor(graph, metrics, logger);
  const subscriptions = createSubscriptions(graph, metrics, logger);
  const viewers = createViewers(options.tokens);
  const limit = { redis, seconds: settings.RATE_LIMIT_SECONDS, logger };
  const perAddress = createRateLimit({ ...limit, name: 'address', requests: settings.RATE_LIMIT_PER_ADDRESS });
  const perViewer = createRateLimit({ ...limit, name: 'viewer', requests: settings.RATE_LIMIT_PER_VIEWER });
  const admission = createAdmission({ documents, passports: options.passports, addresses: perAddress, viewers: perViewer });
  const apolloServer = await startApolloServer({
    gateway: executor.forApolloServer,
    documents,
    introspection: settings.GRAPHQL_INTROSPECTION,
    sandbox: settings.GRAPHQL_SANDBOX,
    firstQuery: options.firstQuery ?? FIRST_QUERY,
    logger,
  });

  const entrance = { documents, admission, viewers, metrics, settings, logger };
  const operations = createSocketOperations({ ...entrance, schema: graph.apiSchema, executor, subscriptions });
  const internalQuery = createInternalQueries(createDocuments({ ...schemas, limits: undefined, introspection: false }), executor);
  const health = { name: 'gateway', registry, readiness: options.readiness ?? {} };
  const pages = new Map(healthPages({ ...health, isDraining: () => server.isDraining }));
  const server = createHttpServer({
    graphql: createGraphQLEndpoint({ ...entrance, apolloServer }),
    sockets: createSocketServer({ ...entrance, operations }),
    pages,
    handlers: options.handlers ?? new Map(),
    corsOrigins: settings.CORS_ORIGINS,
    logger,
  });
  const open = async (): Promise<void> => {
    if (server.isDraining) throw new Error('the gateway is about to stop');
  };
  const internal = createQuestionServer({
    ...health,
    readiness: { ...health.readiness, gateway: open },
    answer: request => internalQuery({ ...request, timeout: OWN_QUESTION }),
    logger,
  });

  let url: string | undefined;
  return {
    async listen(port, host = '0.0.0.0') {
      url = await server.listen(port, host);
      return url;
    },
    get url() {
      return url;
    },
    listenInternal(port, host) {
      // what operators read is no business of clients where it has a place of its own
      pages.delete(METRICS_PAGE);
      return internal.listen(port, host);
    },
    internalQuery,
    async close({ drainSeconds = DRAIN_SECONDS } = {}) {
      // what runs here may wait for subgraphs, and they for answers to questions of theirs
      await server.close(drainSeconds * 1000);
      await internal.close({ drainSeconds: Math.min(drainSeconds, INTERNAL_DRAIN_SECONDS) });
      perAddress.close();
      perViewer.close();
      await apolloServer.stop();
    },
  };
}

const limitsIn = (settings: GatewaySettings) => ({
  tokens: settings.QUERY_MAX_TOKENS,
  depth: settings.QUERY_MAX_DEPTH,
  aliases: settings.QUERY_MAX_ALIASES,
  directives: settings.QUERY_MAX_DIRECTIVES,
  rootFields: settings.QUERY_MAX_ROOT_FIELDS,
  cost: settings.QUERY_MAX_COST,
});
