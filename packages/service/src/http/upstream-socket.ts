import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubgraphRequest, SubgraphResponse } from '../connection.ts';
import type { Logger } from '../logger.ts';
import { faultCode } from './fault-code.ts';
import { GRAPHQL_PATH } from './wire.ts';

export interface UpstreamSocketOptions {
  /** Of the replica. */
  readonly url: string;
  readonly logger: Logger;
  /** Called when a connection that stood ended from the other side, or was found dead. */
  readonly onLost: () => void;
}

/** Hears of one subscription. `complete` or `lost` comes once, and nothing after it. */
export interface Follower {
  next(answer: SubgraphResponse): void;
  complete(): void;
  /** @param hasBegun false when the replica has certainly not seen the subscription. */
  lost(cause: unknown, hasBegun: boolean): void;
}

/** One WebSocket to a replica, which all subscriptions share: opened by the first and closed after the last. It does not reconnect by itself. */
export interface UpstreamSocket {
  /** @returns what ends the subscription; the follower hears no more. Not to be called from within the follower. */
  follow(request: SubgraphRequest, follower: Follower): () => void;
  /** Gives the connection up; followers are told that it is lost. */
  cut(): void;
  close(): Promise<void>;
}

/** A replica is asked this often (milliseconds) whether it is there, and given up when it does not say so in time: within ten seconds together. */
const ASKED_EVERY = 5_000;
const LIFE_SIGN = 4_000;
const CONNECT = 3_000;
/** The connection outlives its last subscription for a while (milliseconds). */
const IDLE = 1_000;

class Upstream extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols, { handshakeTimeout: CONNECT, perMessageDeflate: false });
  }
}

export function createUpstreamSocket({ url, logger, onLost }: UpstreamSocketOptions): UpstreamSocket {
  let socket: WebSocket | undefined;
  let isConnected = false;
  let unanswered: NodeJS.Timeout | undefined;

  const client = createClient({
    url: `${url.replace(/^http/, 'ws').replace(/\/$/, '')}${GRAPHQL_PATH}`,
    webSocketImpl: Upstream,
    retryAttempts: 0,
    connectionAckWaitTimeout: CONNECT,
    lazyCloseTimeout: IDLE,
    keepAlive: ASKED_EVERY,
    on: {
      opened: opened => (socket = opened as WebSocket),
      connected: () => (isConnected = true),
      ping: received => {
        if (!received) unanswered = setTimeout(lookOnceMore, LIFE_SIGN);
      },
      pong: received => {
        if (received) clearTimeout(unanswered);
      },
      closed: event => {
        clearTimeout(unanswered);
        const wasConnected = isConnected;
        isConnected = false;
        if (wasConnected && faultCode(event) !== NORMAL) onLost();
      },
    },
  });

  /** A process that was busy reads what came meanwhile before it takes the other side for dead. */
  function lookOnceMore(): void {
    unanswered = setTimeout(cut, 1);
  }

  function cut(): void {
    logger.info({ replica: url }, 'a replica gave no sign of life to its subscribers');
    client.terminate();
    // the closing handshake would wait for the other side
    socket?.terminate();
  }

  return {
    follow({ query, variables, operationName, passport, traceparent, missedFor }, follower) {
      let hasBegun = isConnected;
      const forget = client.on('connected', () => (hasBegun = true));
      const extensions = { passport, traceparent, missedFor };
      const unsubscribe = client.subscribe<Record<string, unknown>>(
        { query, variables: variables as Record<string, unknown>, operationName, extensions },
        {
          next: answer => follower.next(answer as SubgraphResponse),
          complete() {
            forget();
            follower.complete();
          },
          error(cause) {
            forget();
            follower.lost(cause, hasBegun);
          },
        },
      );
      return unsubscribe;
    },
    cut,
    async close() {
      clearTimeout(unanswered);
      client.terminate();
      socket?.terminate();
    },
  };
}

const NORMAL = 1000;
