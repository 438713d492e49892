import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** A transaction and its connection. What a transaction began and did not wait for still stands in it when it has `ended`. */
export interface Current {
  readonly client: pg.PoolClient;
  readonly pool: pg.Pool;
  ended: boolean;
}

/** The transaction that the calling code stands in. */
export const current = new AsyncLocalStorage<Current>();

/** By then the connection is somebody else's: a statement sent over it would land in another transaction, or be committed by itself. */
export function assertGoesOn({ ended }: Current): void {
  if (ended) throw new Error('a statement came after its transaction had ended: something in it was not awaited');
}

let savepoints = 0;

/**
 * A pool whose statements join the transaction they are sent from. Prisma's adapter takes a pool and nothing else; given this one, Prisma
 * and plain statements share a connection. What Prisma wraps in a transaction of its own (nested writes) becomes a savepoint.
 */
export class JoiningPool extends pg.Pool {
  override query = ((...args: unknown[]) => {
    const joined = current.getStore();
    if (joined?.pool !== this) return (super.query as (...args: unknown[]) => unknown).apply(this, args);
    return inside(joined, () => (joined.client.query as (...args: unknown[]) => unknown).apply(joined.client, args));
  }) as pg.Pool['query'];

  override connect = ((callback?: unknown) => {
    const joined = current.getStore();
    if (joined?.pool === this && callback === undefined) return inside(joined, () => Promise.resolve(nested(joined.client)));
    return (super.connect as (callback?: unknown) => unknown).call(this, callback);
  }) as pg.Pool['connect'];
}

function inside(joined: Current, work: () => unknown): unknown {
  try {
    assertGoesOn(joined);
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** The connection of a running transaction, handed out once more: BEGIN, COMMIT and ROLLBACK act on a savepoint, release keeps it. */
function nested(client: pg.PoolClient): pg.PoolClient {
  const savepoint = `nested_${(savepoints += 1)}`;
  const instead: Record<string, string> = {
    BEGIN: `SAVEPOINT ${savepoint}`,
    COMMIT: `RELEASE SAVEPOINT ${savepoint}`,
    ROLLBACK: `ROLLBACK TO SAVEPOINT ${savepoint}`,
  };
  const query = (statement: { text: string } | string, ...rest: unknown[]) => {
    const text = typeof statement === 'string' ? statement : statement.text;
    const replaced = instead[text];
    if (replaced === undefined) return (client.query as (...args: unknown[]) => unknown).call(client, statement, ...rest);
    // not under the name that the adapter gave: each savepoint is another statement
    return client.query(replaced);
  };
  return new Proxy(client, {
    get: (target, property) => {
      if (property === 'query') return query;
      if (property === 'release') return () => undefined;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
