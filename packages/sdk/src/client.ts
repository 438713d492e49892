import type { Client as Connection } from 'graphql-ws';
import { type Document, operationOf, type VariablesOf } from './operation.ts';
import { type ClientOptions, settingsOf } from './options.ts';
import { request } from './request.ts';
import { subscribe } from './subscription.ts';
import { openConnection } from './web-socket.ts';

/** The shop, typed by its documents. */
export interface Client {
  /**
   * Sends a query or a mutation. Queries, and mutations with an idempotency key, are repeated on faults that pass.
   * @throws MicroMartError with codes, and with what data there is.
   */
  request<Result, Variables>(document: Document<Result, Variables>, ...variables: VariablesOf<Variables>): Promise<Result>;
  /** States as they come, whatever becomes of connections and tokens on the way. Stop by leaving the loop, or by `return()`. */
  subscribe<Result, Variables>(document: Document<Result, Variables>, ...variables: VariablesOf<Variables>): AsyncIterableIterator<Result>;
  /** Ends all subscriptions and requests. */
  close(): Promise<void>;
}

export function createClient(options: ClientOptions): Client {
  const closing = new AbortController();
  const settings = settingsOf(options, closing.signal);
  let opened: Promise<Connection> | undefined;
  const connection = (): Promise<Connection> => (opened ??= openConnection(settings));

  return {
    request: <Result, Variables>(document: Document<Result, Variables>, ...[variables]: VariablesOf<Variables>) =>
      request(settings, operationOf(document), variables ?? {}) as Promise<Result>,
    subscribe: <Result, Variables>(document: Document<Result, Variables>, ...[variables]: VariablesOf<Variables>) =>
      subscribe(settings, { operation: operationOf(document), variables: variables ?? {}, connection }) as AsyncIterableIterator<Result>,
    async close() {
      closing.abort();
      await (await opened)?.dispose();
    },
  };
}
