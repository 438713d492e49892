import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { Logger } from '@micromart/service';
import { GraphQLError } from 'graphql';
import type { Documents } from '../documents/documents.ts';
import { apolloLogger } from '../graph/supergraph.ts';
import type { RequestContext } from '../request-context.ts';

export interface ApolloServerParts {
  readonly gateway: NonNullable<ApolloServerOptions<RequestContext>['gateway']>;
  readonly documents: Documents;
  readonly introspection: boolean;
  readonly sandbox: boolean;
  /** What the sandbox shows to begin with. */
  readonly firstQuery: string;
  readonly logger: Logger;
}

/**
 * Apollo Server's part of a request: its form, protection against forged ones, persisted queries, the answer's media type. Documents are parsed and
 * validated before they come here, and it finds them by their hash.
 */
export async function startApolloServer({
  gateway,
  documents,
  introspection,
  sandbox,
  firstQuery,
  logger,
}: ApolloServerParts): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    gateway,
    introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    stopOnTerminationSignals: false,
    documentStore: rememberedDocuments(documents),
    persistedQueries: { cache: persistedQueries(documents) },
    formatError: (formatted, error) => shown(formatted, error, logger),
    logger: apolloLogger(logger),
    plugins: [...unused, sandbox ? landingPage(firstQuery) : ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  return server;
}

/** Each of these would look at every request, or call Apollo. */
const unused: readonly ApolloServerPlugin<RequestContext>[] = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

const landingPage = (document: string): ApolloServerPlugin<RequestContext> =>
  ApolloServerPluginLandingPageLocalDefault({ embed: { endpointIsEditable: false, runTelemetry: false }, includeCookies: false, document });

type DocumentStore = NonNullable<ApolloServerOptions<RequestContext>['documentStore']>;

/** Apollo Server prefixes the hash with the schema's, which stays the same here. */
const rememberedDocuments = (documents: Documents): DocumentStore => ({
  get: async key => documents.byHash(key.slice(key.lastIndexOf(':') + 1))?.document,
  set: async () => undefined,
  delete: async () => undefined,
});

/** A persisted query is any document that is remembered; a client that is told "not found" sends the text again. */
const persistedQueries = (documents: Documents) => ({
  get: async (key: string) => documents.byHash(key.slice(key.lastIndexOf(':') + 1))?.source,
  set: async () => undefined,
  delete: async () => undefined,
});

/** Errors of operations are shown as they come from the executor; of Apollo Server's own only those that say what was wrong with the request. */
function shown(formatted: { message: string; extensions?: Record<string, unknown> }, error: unknown, logger: Logger) {
  if (error instanceof GraphQLError && typeof formatted.extensions?.['code'] === 'string' && formatted.extensions['code'] !== 'INTERNAL_SERVER_ERROR')
    return formatted;
  logger.error({ err: error }, 'a request failed');
  return { message: 'Something went wrong on our side', extensions: { code: 'INTERNAL' } };
}
