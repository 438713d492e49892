import { keysIn, type Sql } from '@micromart/database';
import { base32, type ChangedState, COUNT_LIMIT } from '@micromart/service';
import type { LevelRow } from '../app.ts';

const COLUMNS = `
  l.id, l.variant_id AS "variantId", l.shelf_id AS "shelfId", s.warehouse_id AS "warehouseId", v.sku, v.name, l.on_hand AS "onHand", l.allocated,
  coalesce(r.units, 0) AS "reorderPoint", l.version, l.updated_at AS "updatedAt"`;
const TABLES = `
  stock_level l JOIN shelf s ON s.id = l.shelf_id JOIN variant v ON v.id = l.variant_id
  LEFT JOIN reorder_point r ON r.variant_id = l.variant_id AND r.warehouse_id = s.warehouse_id`;

export async function levelsById(sql: Sql, ids: readonly string[]): Promise<readonly LevelRow[]> {
  const { rows } = await sql.query<LevelRow>({
    name: 'levels_by_id',
    text: `SELECT ${COLUMNS} FROM ${TABLES} WHERE l.id = ANY(${keysIn('$1')})`,
    values: [ids],
  });
  return rows;
}

export async function levelsOfVariants(sql: Sql, variantIds: readonly string[]): Promise<readonly LevelRow[]> {
  const { rows } = await sql.query<LevelRow>({
    name: 'levels_of_variants',
    text: `SELECT ${COLUMNS} FROM ${TABLES} WHERE l.variant_id = ANY(${keysIn('$1')}) ORDER BY l.variant_id, s.label`,
    values: [variantIds],
  });
  return rows;
}

export async function levelsOnShelves(sql: Sql, shelfIds: readonly string[]): Promise<readonly LevelRow[]> {
  const { rows } = await sql.query<LevelRow>({
    name: 'levels_on_shelves',
    text: `SELECT ${COLUMNS} FROM ${TABLES} WHERE l.shelf_id = ANY($1) ORDER BY l.shelf_id, v.sku`,
    values: [shelfIds],
  });
  return rows;
}

/** A variant's levels on some shelves, locked until the transaction ends in the order that bookings lock in. */
export async function lockLevels(sql: Sql, variantId: string, shelfIds: readonly string[]): Promise<readonly LevelRow[]> {
  const { rows } = await sql.query<LevelRow>({
    name: 'lock_levels',
    text: `SELECT ${COLUMNS} FROM ${TABLES} WHERE l.variant_id = $1 AND l.shelf_id = ANY($2) ORDER BY l.variant_id, l.shelf_id FOR NO KEY UPDATE OF l`,
    values: [variantId, shelfIds],
  });
  return rows;
}

/** Makes empty levels where there are none, and a place for the name of a variant that shop has not spoken of yet. */
export async function ensureLevels(
  sql: Sql,
  levels: readonly { readonly id: string; readonly variantId: string; readonly shelfId: string }[],
): Promise<void> {
  await sql.query({
    name: 'ensure_levels',
    text: `
      WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS w (id, variant_id, shelf_id)),
      named AS (INSERT INTO variant (id, sku, name) SELECT DISTINCT variant_id, variant_id, variant_id FROM wanted ORDER BY 1 ON CONFLICT DO NOTHING)
      INSERT INTO stock_level (id, variant_id, shelf_id) SELECT * FROM wanted ORDER BY variant_id, shelf_id ON CONFLICT DO NOTHING`,
    values: [levels.map(({ id }) => id), levels.map(({ variantId }) => variantId), levels.map(({ shelfId }) => shelfId)],
  });
}

/** Which levels a list shows, by id. */
export interface LevelListing {
  readonly warehouseId: string | null;
  readonly variantId: string | null;
  /** The beginning of a SKU or barcode, or words of a name. */
  readonly query: string | null;
  readonly lowStock: boolean | null;
  readonly first: number;
  readonly after: string | null;
}

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, character => `\\${character}`);

const WHERE = `
  ($1::text IS NULL OR s.warehouse_id = $1) AND ($2::text IS NULL OR l.variant_id = $2)
  AND ($3::text IS NULL OR lower(v.sku) LIKE $3 OR lower(v.barcode) LIKE $3 OR lower(v.name) LIKE ALL ($4::text[]))
  AND ($5::boolean IS NULL OR $5 = (coalesce(r.units, 0) > (
    SELECT coalesce(sum(o.on_hand - o.allocated), 0) FROM stock_level o JOIN shelf p ON p.id = o.shelf_id AND NOT p.for_returns
    WHERE o.variant_id = l.variant_id AND p.warehouse_id = s.warehouse_id)))`;

function listingValues({ warehouseId, variantId, query, lowStock }: LevelListing): readonly unknown[] {
  const text = query?.trim().toLowerCase() ?? '';
  const words = text.split(/\s+/).map(word => `%${literally(word)}%`);
  return [warehouseId, variantId, text === '' ? null : `${literally(text)}%`, words, lowStock];
}

/** One row more than asked for, where there is one. */
export async function pageOfLevels(sql: Sql, listing: LevelListing): Promise<readonly LevelRow[]> {
  const { rows } = await sql.query<LevelRow>({
    text: `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${WHERE} AND ($6::text IS NULL OR l.id > $6) ORDER BY l.id LIMIT $7`,
    values: [...listingValues(listing), listing.after, listing.first + 1],
  });
  return rows;
}

export async function countLevels(sql: Sql, listing: LevelListing): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM (SELECT FROM ${TABLES} WHERE ${WHERE} LIMIT ${COUNT_LIMIT}) AS counted`,
    values: listingValues(listing),
  });
  return rows[0]?.count ?? 0;
}

/** Ids sort by the millisecond they were made in: the least id of a moment finds what is newer by the ledger's own index. */
function earliestMovementId(moment: Date): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(moment.getTime(), 0, 6);
  return `mov_${base32(bytes)}`;
}

/** Levels of a warehouse that were booked on since a moment, or whose reorder point was set, the newest change first. */
export async function levelsChangedSince(sql: Sql, warehouseId: string, since: Date): Promise<readonly ChangedState[]> {
  const { rows } = await sql.query<ChangedState>({
    name: 'levels_changed_since',
    text: `
      SELECT l.id, l.version FROM stock_level l JOIN (
        SELECT variant_id, shelf_id FROM stock_movement WHERE warehouse_id = $1 AND id >= $3
        UNION SELECT r.variant_id, s.id FROM reorder_point r JOIN shelf s ON s.warehouse_id = r.warehouse_id WHERE r.updated_at >= $2 AND r.warehouse_id = $1
      ) AS changed ON changed.variant_id = l.variant_id AND changed.shelf_id = l.shelf_id
      ORDER BY l.updated_at DESC LIMIT 1000`,
    values: [warehouseId, since, earliestMovementId(since)],
  });
  return rows;
}
