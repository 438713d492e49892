import type { GraphQLFormattedError } from 'graphql';

/** What the gateway, or a process that fetches through it, asks of a subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** Who asks: see `@micromart/auth`. A subgraph answers to passports alone. */
  readonly passport: string;
  /** W3C trace context. */
  readonly traceparent?: string | undefined;
  /** A subscription that follows on one that was lost: for how long (milliseconds) its states may have been missed. */
  readonly missedFor?: number | undefined;
}

/** Plain JSON, in one process as over HTTP. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The way to one subgraph, in this process or over HTTP. */
export interface Connection {
  /** Rejects with `SubgraphUnavailable` when the subgraph does not answer, or not in time. */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** Ends when the subgraph completes; `return()` cancels at once. Rejects with `SubgraphUnavailable` when the stream is lost. */
  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse>;
  close(): Promise<void>;
}

/** The subgraph is away, overloaded or late. The message names it, and nothing of its address. */
export class SubgraphUnavailable extends Error {
  override readonly name = 'SubgraphUnavailable';
  constructor(subgraph: string, options?: ErrorOptions) {
    super(`${subgraph} does not answer at the moment`, options);
  }
}

/** No stream was opened at all, so that nothing can have been missed: every replica refused the connection. */
export class StreamNotOpened extends SubgraphUnavailable {}
