import { ApolloGateway } from '@apollo/gateway';
import { Supergraph } from '@apollo/federation-internals';
import type { Connection, Logger } from '@micromart/service';
import type { GraphQLSchema } from 'graphql';
import type { GatewayMetrics } from '../metrics.ts';
import { createDataSource, type SubgraphSource } from './data-source.ts';

/** The composed graph: what clients see, what the planner sees, and the ways to the subgraphs. */
export interface Graph {
  readonly apollo: ApolloGateway;
  readonly supergraph: Supergraph;
  readonly apiSchema: GraphQLSchema;
  /** With the fields that clients do not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly sources: Readonly<Record<string, SubgraphSource>>;
  readonly connections: ReadonlyMap<string, Connection>;
}

export interface GraphOptions {
  readonly supergraphSdl: string;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Milliseconds that a subgraph may take. */
  readonly timeout: number;
  /** Requests to one subgraph at a time. */
  readonly mostRequests: number;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

/** @throws Error when the graph has a subgraph that there is no way to. */
export function createGraph({ supergraphSdl, connections, metrics, logger, timeout, mostRequests }: GraphOptions): Graph {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const sources: Record<string, SubgraphSource> = Object.create(null);
  for (const { name } of supergraph.subgraphsMetadata()) {
    const connection = connections.get(name);
    if (connection === undefined) throw new Error(`there is no connection to the subgraph ${name}`);
    sources[name] = createDataSource({ name, connection, metrics, logger, timeout, mostRequests });
  }
  const apollo = new ApolloGateway({
    supergraphSdl,
    validateSupergraph: false,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => sources[name] as SubgraphSource,
    logger: apolloLogger(logger),
  });
  return {
    apollo,
    supergraph,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    sources,
    connections,
  };
}

/** Apollo's parts tell of ordinary steps as info; here that is detail. */
export const apolloLogger = (logger: Logger) => ({
  debug: (message?: unknown) => logger.trace(message),
  info: (message?: unknown) => logger.debug(message),
  warn: (message?: unknown) => logger.warn(message),
  error: (message?: unknown) => logger.error(message),
});
