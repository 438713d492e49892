import { type GraphQLFormattedError, GraphQLSchema, parse } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Connection, SubgraphUnavailable, type SubgraphRequest } from '../connection.ts';
import type { Logger } from '../logger.ts';
import type { Upgrades } from './draining-server.ts';

export interface SubscriptionEndpointOptions {
  readonly name: string;
  readonly follow: Connection['subscribe'];
  readonly logger: Logger;
}

const MOST_BYTES = 10_000_000;
/** Close code: come again elsewhere. */
const RESTART = 1012;
/** graphql-ws wants to see a document to know what kind of operation it has; the subgraph reads the real one itself. */
const ANY_SUBSCRIPTION = parse('subscription { any }');
const NO_SCHEMA = new GraphQLSchema({});

/** graphql-ws for gateways: many subscriptions on one socket, each with the passport of whom it is for. */
export function createSubscriptionEndpoint({ name, follow, logger }: SubscriptionEndpointOptions): Upgrades {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
  const sockets = new Set<WebSocket>();

  server.on('connection', (socket: WebSocket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', err => logger.debug({ err }, 'a WebSocket broke'));
  });

  useServer(
    {
      onSubscribe: (_context, _id, payload) => ({ schema: NO_SCHEMA, document: ANY_SUBSCRIPTION, contextValue: requestOf(payload) }),
      subscribe: ({ contextValue }) => follow(contextValue as SubgraphRequest) as never,
      // errors of answers are plain already
      onNext: (_context, _id, _payload, _args, answer) => answer as never,
      onError: (_context, _id, _payload, [error]) => [lost(error?.originalError)],
    },
    server,
  );

  function lost(cause: unknown): GraphQLFormattedError {
    if (cause instanceof SubgraphUnavailable) return { message: cause.message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
    logger.error({ err: cause }, 'a subscription failed');
    return { message: new SubgraphUnavailable(name).message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  }

  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, (client, opened) => server.emit('connection', client, opened)),
    async drain() {
      const closed = [...sockets].map(socket => new Promise<void>(resolve => socket.once('close', () => resolve())));
      for (const socket of sockets) socket.close(RESTART, `${name} restarts`);
      await Promise.all(closed);
    },
    terminate() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function requestOf({ query, variables, operationName, extensions }: SubscribePayload): SubgraphRequest {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    query,
    variables: variables ?? undefined,
    operationName: operationName ?? undefined,
    passport: text(extensions?.['passport']) ?? '',
    traceparent: text(extensions?.['traceparent']),
    missedFor: typeof extensions?.['missedFor'] === 'number' ? extensions['missedFor'] : undefined,
  };
}
