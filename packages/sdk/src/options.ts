import type { MicroMartError } from './errors.ts';

/** A bearer token, or null for a guest. Asked for before every request and every subscription: give a fresh one. */
export type TokenSource = () => Promise<string | null> | string | null;

export interface ClientOptions {
  /** `http://localhost:8080/graphql`. */
  readonly url: string;
  /** Where subscriptions go; `url` with `ws` in the place of `http` when left out. */
  readonly webSocketUrl?: string;
  readonly token?: TokenSource;
  readonly fetch?: typeof globalThis.fetch;
  /** A WebSocket class; the platform's own when left out, or on Node without one that of `ws`. */
  readonly webSocket?: unknown;
  /** How long one try of a request may take, in milliseconds; 30,000 when left out. */
  readonly timeout?: number;
  /** How often a request that may be repeated is sent at most; 4 when left out. */
  readonly tries?: number;
  /** Hears of what the client gets over by itself: repeats, reconnections, states that came in part. */
  readonly onTrouble?: (error: MicroMartError) => void;
  /** Between 0 and 1, for jitter. */
  readonly random?: () => number;
}

/** The options with what was left out filled in, and what ends with the client. */
export interface Settings {
  readonly url: string;
  readonly webSocketUrl: string;
  readonly token: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  readonly webSocket: unknown;
  readonly timeout: number;
  readonly tries: number;
  readonly onTrouble: (error: MicroMartError) => void;
  readonly random: () => number;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
}

export const settingsOf = (options: ClientOptions, closed: AbortSignal): Settings => ({
  url: options.url,
  webSocketUrl: options.webSocketUrl ?? options.url.replace(/^http/, 'ws'),
  token: options.token ?? (() => null),
  fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
  webSocket: options.webSocket,
  timeout: options.timeout ?? 30_000,
  tries: options.tries ?? 4,
  onTrouble: options.onTrouble ?? (() => undefined),
  random: options.random ?? Math.random,
  closed,
});
