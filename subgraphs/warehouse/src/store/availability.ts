import { keysIn, type Sql } from '@micromart/database';
import type { Told } from '../domain/availability.ts';

export interface PromisedStock {
  readonly variantId: string;
  readonly available: number;
  /** Of all warehouses together. */
  readonly reorderPoint: number;
}

const FREE = `
  SELECT coalesce(sum(l.on_hand - l.allocated), 0)::int FROM stock_level l JOIN shelf s ON s.id = l.shelf_id AND NOT s.for_returns
  WHERE l.variant_id = v.id`;
const REORDER = 'SELECT coalesce(sum(r.units), 0)::int FROM reorder_point r WHERE r.variant_id = v.id';

/** What can be promised of some variants, in one statement for any number of them; nothing, of one that never came in. */
export async function promisedStock(sql: Sql, variantIds: readonly string[]): Promise<readonly PromisedStock[]> {
  const { rows } = await sql.query<PromisedStock>({
    name: 'promised_stock',
    text: `SELECT v.id AS "variantId", (${FREE}) AS available, (${REORDER}) AS "reorderPoint" FROM unnest(${keysIn('$1')}) AS v (id)`,
    values: [variantIds],
  });
  return rows;
}

/** A variant that changed, as it is and as it was last told. */
export interface UntoldStock extends PromisedStock {
  /** The changes that this state comes from. */
  readonly changes: readonly string[];
  readonly sequence: number;
  readonly told: Told | null;
}

const AT_ONCE = 500;

/** Whether there is anything to tell. */
export async function hasUntold(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ found: boolean }>({ name: 'has_untold', text: 'SELECT EXISTS (SELECT FROM untold_change) AS found' });
  return rows[0]?.found === true;
}

/** Takes the right to tell until the transaction ends; false when another replica has it. */
export async function claimTelling(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ claimed: boolean }>({
    name: 'claim_telling',
    text: `SELECT pg_try_advisory_xact_lock(hashtext('tell stock levels')) AS claimed`,
  });
  return rows[0]?.claimed === true;
}

/** Variants whose changes were not told yet, with a state that has at least those changes in it. */
export async function untoldStock(sql: Sql): Promise<readonly UntoldStock[]> {
  const { rows } = await sql.query<
    Omit<UntoldStock, 'told'> & { available: number; told: { available: number; inStock: boolean; lowStock: boolean; at: string } | null }
  >({
    name: 'untold_stock',
    text: `
      SELECT v.id AS "variantId", v.changes, (${FREE}) AS available, (${REORDER}) AS "reorderPoint", coalesce(t.sequence, 0) AS sequence,
        CASE WHEN t.variant_id IS NOT NULL THEN json_build_object('available', t.available, 'inStock', t.in_stock, 'lowStock', t.low_stock, 'at', t.told_at) END AS told
      FROM (SELECT variant_id AS id, array_agg(id::text) AS changes FROM untold_change GROUP BY variant_id ORDER BY min(untold_change.id) LIMIT ${AT_ONCE}) AS v
      LEFT JOIN told_level t ON t.variant_id = v.id`,
  });
  return rows.map(row => ({ ...row, told: row.told && { ...row.told, at: new Date(row.told.at) } }));
}

/** Notes what is told now, and that its changes need not be told again. */
export async function noteTold(
  sql: Sql,
  changes: readonly string[],
  told: readonly (Told & { readonly variantId: string; readonly sequence: number })[],
): Promise<void> {
  await sql.query({
    name: 'note_told',
    text: `
      WITH done AS (DELETE FROM untold_change WHERE id = ANY ($1::bigint[]))
      INSERT INTO told_level (variant_id, sequence, available, in_stock, low_stock, told_at)
      SELECT * FROM unnest($2::text[], $3::int[], $4::int[], $5::boolean[], $6::boolean[], $7::timestamptz[])
      ON CONFLICT (variant_id) DO UPDATE SET sequence = EXCLUDED.sequence, available = EXCLUDED.available, in_stock = EXCLUDED.in_stock,
        low_stock = EXCLUDED.low_stock, told_at = EXCLUDED.told_at`,
    values: [
      changes,
      told.map(({ variantId }) => variantId),
      told.map(({ sequence }) => sequence),
      told.map(({ available }) => available),
      told.map(({ inStock }) => inStock),
      told.map(({ lowStock }) => lowStock),
      told.map(({ at }) => at),
    ],
  });
}
