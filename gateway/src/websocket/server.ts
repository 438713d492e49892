import type { IncomingMessage } from 'node:http';
import type { Viewer } from '@micromart/auth';
import type { Logger, Upgrades } from '@micromart/service';
import { GraphQLError } from 'graphql';
import type { Context } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Admission } from '../admission/admission.ts';
import { clientAddress } from '../admission/client-address.ts';
import type { Viewers } from '../admission/viewers.ts';
import { rateLimited, unavailable } from '../faults.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { GatewaySettings } from '../settings.ts';
import { createBacklog } from './backlog.ts';
import { authorizationIn, type Extra } from './caller.ts';
import type { SocketOperations } from './operations.ts';

export interface SocketServerOptions {
  readonly operations: SocketOperations;
  readonly admission: Admission;
  readonly viewers: Viewers;
  readonly metrics: GatewayMetrics;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** Close codes: the token was refused or is over; come again, the gateway restarts; too much was left unread. */
const UNAUTHORIZED = 4401;
const RESTART = 1012;
const TRY_LATER = 1013;

/** Subscriptions fail with UNAUTHENTICATED when the token ends or its key is withdrawn; a moment (milliseconds) later the connection does. */
const FAREWELL = 500;
const LONGEST_TIMER = 2 ** 31 - 1;

/** graphql-ws on `/graphql`. Draining ends subscriptions at once, with a code that makes clients come again elsewhere; queries and mutations that run are answered first. */
export function createSocketServer({ operations, admission, viewers, metrics, settings, logger }: SocketServerOptions): Upgrades {
  const server = new WebSocketServer({ noServer: true, maxPayload: settings.QUERY_MAX_BYTES, perMessageDeflate: false });
  const sockets = new Map<WebSocket, Extra>();
  let draining = false;

  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    metrics.sockets.inc();
    socket.once('close', () => {
      sockets.delete(socket);
      metrics.sockets.dec();
    });
    // graphql-ws closes the socket by itself; without a listener a client's broken frame would end the process
    socket.on('error', err => logger.debug({ err }, 'a WebSocket broke'));
    sockets.set(socket, { socket, request });
  });

  useServer<Record<string, unknown>, Extra>(
    {
      onConnect: async context => {
        const { extra } = context;
        const { socket, request } = extra;
        sockets.set(socket, extra);
        const address = clientAddress(request, settings.TRUSTED_PROXIES);
        try {
          admission.countAddress(address);
          const authorization = authorizationIn(context.connectionParams) ?? request.headers.authorization;
          const viewer = await viewers.of(authorization);
          if (socket.readyState === WebSocket.CLOSED) return false;
          const backlog = createBacklog(socket, settings.WEBSOCKET_MAX_BACKLOG, () => dropUnread(socket, address));
          extra.caller = { address, authorization, backlog, running: 0 };
          closeWhenRefused(socket, authorization);
          if (viewer.expiresAt !== null) closeAfter(socket, viewer);
          return true;
        } catch (error) {
          refuse(socket, error);
          return false;
        }
      },
      onSubscribe: async (context, _id, payload) => {
        const { caller } = context.extra;
        if (draining) return [unavailable('The gateway restarts')];
        if (caller === undefined || tooMany(context)) return [rateLimited(1)];
        return operations.prepare(caller, payload) as Promise<GraphQLError[]>;
      },
      execute: args => operations.execute(args),
      subscribe: args => operations.subscribe(args),
      onNext: ({ extra }) => {
        extra.caller?.backlog.check();
      },
      onComplete: ({ extra }) => {
        // after the message that says so, or the client would send the operation again
        if (draining) setImmediate(closeIfDone, extra);
      },
    },
    server,
  );

  const tooMany = ({ subscriptions }: Context<Record<string, unknown>, Extra>): boolean =>
    Object.keys(subscriptions).length > settings.WEBSOCKET_MAX_OPERATIONS;

  function dropUnread(socket: WebSocket, address: string): void {
    metrics.backlogs.inc();
    logger.info({ address }, 'a client that does not read was disconnected');
    // a close frame would wait behind what is not read
    socket.terminate();
  }

  function refuse(socket: WebSocket, error: unknown): void {
    const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
    if (code === 'UNAUTHENTICATED') return socket.close(UNAUTHORIZED, closeReason(error));
    if (!(error instanceof GraphQLError)) logger.error({ err: error }, 'who is at a WebSocket could not be told');
    socket.close(TRY_LATER, error instanceof GraphQLError ? closeReason(error) : 'Try again later');
  }

  function closeAfter(socket: WebSocket, viewer: Viewer): void {
    const left = (viewer.expiresAt?.getTime() ?? 0) + FAREWELL - Date.now();
    const timer = setTimeout(
      () => (left > LONGEST_TIMER ? closeAfter(socket, viewer) : socket.close(UNAUTHORIZED, 'the token has expired')),
      Math.min(Math.max(left, 0), LONGEST_TIMER),
    );
    socket.once('close', () => clearTimeout(timer));
  }

  function closeWhenRefused(socket: WebSocket, authorization: string | undefined): void {
    let timer: NodeJS.Timeout | undefined;
    const stopWatching = viewers.watch(authorization, error => {
      timer ??= setTimeout(() => refuse(socket, error), FAREWELL);
    });
    socket.once('close', () => {
      stopWatching();
      clearTimeout(timer);
    });
  }

  function closeIfDone({ socket, caller }: Extra): void {
    if (draining && (caller === undefined || caller.running === 0)) socket.close(RESTART, 'the gateway restarts');
  }

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client, opened) => server.emit('connection', client, opened));
    },
    async drain() {
      draining = true;
      const closed = [...sockets.keys()].map(socket => new Promise<void>(resolve => socket.once('close', () => resolve())));
      for (const extra of sockets.values()) closeIfDone(extra);
      await Promise.all(closed);
    },
    terminate() {
      for (const socket of sockets.keys()) socket.terminate();
    },
  };
}

/** The protocol allows 123 bytes. */
const closeReason = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 120) : '');
