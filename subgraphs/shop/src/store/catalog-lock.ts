import type { Sql } from '@micromart/database';

/** Any number that no other advisory lock of this database has. */
const CATALOG = 7_305_822;

/**
 * Makes those who change the catalog follow one another: slugs, SKUs and the tree are compared before they are written. Readers and stock do
 * not wait.
 * @returns the database's time, by which the change is dated: later than any change before it.
 */
export async function lockCatalog(sql: Sql): Promise<Date> {
  await sql.query({ name: 'lock_catalog', text: 'SELECT pg_advisory_xact_lock($1)', values: [CATALOG] });
  const { rows } = await sql.query<{ now: Date }>({ name: 'catalog_time', text: `SELECT date_trunc('milliseconds', clock_timestamp()) AS now` });
  if (rows[0] === undefined) throw new Error('the database did not say what time it is');
  return rows[0].now;
}
