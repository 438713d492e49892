import type { Sql } from '@micromart/database';

/** A key that a caller sends with a booking, and what the booking was. */
export interface Key {
  readonly operation: string;
  readonly scope: string;
  readonly key: string;
  /** Of the request. */
  readonly hash: string;
}

/** What a key gave before; undefined when it is new. */
export async function keyed(
  sql: Sql,
  { operation, scope, key }: Key,
): Promise<{ readonly hash: string; readonly levelIds: readonly string[] } | undefined> {
  const { rows } = await sql.query<{ hash: string; levelIds: string[] }>({
    name: 'idempotency_key',
    text: 'SELECT hash, level_ids AS "levelIds" FROM idempotency_key WHERE operation = $1 AND scope = $2 AND key = $3',
    values: [operation, scope, key],
  });
  return rows[0];
}

/**
 * Binds a key to the levels that it changed. A twin waits here until this transaction ends.
 * @throws SQLSTATE 23505 when the key is taken.
 */
export async function noteKey(sql: Sql, { operation, scope, key, hash }: Key, levelIds: readonly string[]): Promise<void> {
  await sql.query({
    name: 'note_key',
    text: 'INSERT INTO idempotency_key (operation, scope, key, hash, level_ids) VALUES ($1, $2, $3, $4, $5)',
    values: [operation, scope, key, hash, levelIds],
  });
}
