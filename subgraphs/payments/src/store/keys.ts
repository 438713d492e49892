import type { Sql } from '@micromart/database';

/** A key that a caller sends with a request, and what the request was. */
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
  operation: string,
  scope: string,
  key: string,
): Promise<{ readonly hash: string; readonly paymentId: string } | undefined> {
  const { rows } = await sql.query<{ hash: string; paymentId: string }>({
    name: 'idempotency_key',
    text: 'SELECT hash, payment_id AS "paymentId" FROM idempotency_key WHERE operation = $1 AND scope = $2 AND key = $3',
    values: [operation, scope, key],
  });
  return rows[0];
}

/**
 * Binds a key to the payment that it gave. A twin waits here until this transaction ends.
 * @throws SQLSTATE 23505 when the key is taken.
 */
export async function noteKey(sql: Sql, { operation, scope, key, hash }: Key, paymentId: string): Promise<void> {
  await sql.query({
    name: 'note_key',
    text: 'INSERT INTO idempotency_key (operation, scope, key, hash, payment_id) VALUES ($1, $2, $3, $4, $5)',
    values: [operation, scope, key, hash, paymentId],
  });
}
