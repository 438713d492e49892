import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server';
import { guest } from '@micromart/auth';
import { type Logger, readBody } from '@micromart/service';
import { GraphQLError } from 'graphql';
import type { Admission } from '../admission/admission.ts';
import { clientAddress } from '../admission/client-address.ts';
import type { Viewers } from '../admission/viewers.ts';
import type { CheckedDocument, Documents } from '../documents/documents.ts';
import { badUserInput, statusOf, tooComplex } from '../faults.ts';
import { publicErrors } from '../graph/public-errors.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { type RequestContext, requestContext, type Trace, trace } from '../request-context.ts';
import type { GatewaySettings } from '../settings.ts';
import { checkedRequest, type GraphQLRequest, graphqlRequest } from './graphql-request.ts';

export interface GraphQLEndpointOptions {
  readonly apolloServer: ApolloServer<RequestContext>;
  readonly documents: Documents;
  readonly admission: Admission;
  readonly viewers: Viewers;
  readonly metrics: GatewayMetrics;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** `/graphql` over HTTP: what is refused is refused here, the rest is Apollo Server's. */
export type GraphQLEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createGraphQLEndpoint(options: GraphQLEndpointOptions): GraphQLEndpoint {
  const { apolloServer, documents, admission, viewers, metrics, settings, logger } = options;

  /** Resolves with the operation's name. @throws GraphQLError when the request is refused. */
  async function answer(request: IncomingMessage, response: ServerResponse, traced: Trace): Promise<string | undefined> {
    admission.countAddress(clientAddress(request, settings.TRUSTED_PROXIES));
    const asked = await read(request);
    const found = viewers.of(request.headers.authorization);
    const viewer = found instanceof Promise ? await found : found;
    admission.countViewer(viewer);
    const checked = documentOf(asked);
    if (checked === undefined) {
      // nothing to run: the landing page, an unknown persisted query, or a request that Apollo Server refuses for its form
      await hand(asked.forApolloServer, requestContext(traced, guest, [], noPassports), response);
      return undefined;
    }
    const { operation, context } = admission.admit({ checked, operationName: asked.operationName, variables: asked.variables }, viewer, traced);
    if (operation.node.operation === 'subscription')
      throw badUserInput('Subscriptions are answered over a WebSocket (graphql-ws) at the same address');
    await hand(checkedRequest(asked, checked), context, response);
    return operation.name;
  }

  async function read(request: IncomingMessage): Promise<GraphQLRequest> {
    if (request.method !== 'POST') return graphqlRequest(request, undefined);
    const body = await readBody(request, settings.QUERY_MAX_BYTES);
    switch (body.kind) {
      case 'aborted':
        throw new ClientGone();
      case 'too large':
        throw new TooLarge(settings.QUERY_MAX_BYTES);
      case 'read':
        return graphqlRequest(request, parsed(body.text));
      default:
        return body satisfies never;
    }
  }

  /** @throws GraphQLErrors of a document that is not good. */
  function documentOf({ query, persistedHash }: GraphQLRequest): CheckedDocument | undefined {
    if (query === undefined) return persistedHash === undefined ? undefined : documents.byHash(persistedHash);
    const verdict = documents.check(query);
    if (verdict.kind === 'refused') throw new Refused(verdict.errors);
    if (persistedHash !== undefined && persistedHash !== verdict.checked.hash)
      throw badUserInput('The hash of the persisted query is not that of its text');
    return verdict.checked;
  }

  async function hand(httpGraphQLRequest: HTTPGraphQLRequest, context: RequestContext, response: ServerResponse): Promise<void> {
    const result = await apolloServer.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
    response.statusCode = result.status ?? 200;
    for (const [name, value] of result.headers) response.setHeader(name, value);
    if (result.body.kind === 'complete') response.end(result.body.string);
    else throw new Error('Apollo Server answered in pieces, which was not asked for');
  }

  return async (request, response) => {
    const traced = trace(String(request.headers['traceparent'] ?? ''));
    const start = logger.isLevelEnabled('debug') ? performance.now() : undefined;
    response.setHeader('x-request-id', traced.requestId);
    let operationName: string | undefined;
    try {
      operationName = await answer(request, response, traced);
    } catch (error) {
      refuse(response, error, traced);
    }
    if (start !== undefined) {
      const milliseconds = Math.round(performance.now() - start);
      logger.debug({ requestId: traced.requestId, operationName, status: response.statusCode, milliseconds }, 'answered');
    }
  };

  function refuse(response: ServerResponse, error: unknown, { requestId }: Trace): void {
    if (error instanceof ClientGone) return;
    const errors = error instanceof Refused ? error.errors : publicErrors([error], requestId, logger);
    const [first = badUserInput('The request was refused')] = errors;
    metrics.refusals.inc({ code: String(first.extensions['code']) });
    response.statusCode = error instanceof TooLarge ? 413 : statusOf(first);
    const retryAfter = first.extensions['retryAfter'];
    if (typeof retryAfter === 'number') response.setHeader('retry-after', retryAfter);
    if (response.statusCode === 401) response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
    // the rest of a body that is not read would be taken for the next request
    if (error instanceof TooLarge) response.setHeader('connection', 'close');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(`${JSON.stringify({ errors })}\n`);
  }
}

/** Who runs nothing needs no passport. */
const noPassports = { issue: (): string => '' };

class ClientGone extends Error {}

class Refused extends Error {
  readonly errors: readonly GraphQLError[];
  constructor(errors: readonly GraphQLError[]) {
    super('the document was refused');
    this.errors = errors;
  }
}

class TooLarge extends GraphQLError {
  constructor(mostBytes: number) {
    super(`The request has more than ${mostBytes} bytes`, { extensions: tooComplex('').extensions });
  }
}

/** @throws GraphQLError */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badUserInput('The body of the request is no JSON');
  }
}
