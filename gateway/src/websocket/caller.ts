import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Backlog } from './backlog.ts';

/** One WebSocket: what graphql-ws hands to every hook. */
export type Extra = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Set before the first message. */
  caller?: Caller;
};

/** Who is on the other end. */
export interface Caller {
  readonly address: string;
  readonly backlog: Backlog;
  /** The connection's own token, as it was presented; single operations may present another one. */
  readonly authorization: string | undefined;
  /** Queries and mutations that have not been answered: a draining gateway lets them end. */
  running: number;
}

/** A token, as `connectionParams` of a connection or as `extensions` of one operation carry it. */
export function authorizationIn(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const value = 'authorization' in payload ? payload.authorization : 'Authorization' in payload ? payload.Authorization : undefined;
  return typeof value === 'string' ? value : undefined;
}
