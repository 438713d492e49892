import type { Sql } from '@micromart/database';
import { changesOf, type Movement } from '../domain/movements.ts';

/** A movement as it is written into the ledger. */
export interface NewMovement extends Movement {
  readonly id: string;
  readonly reason?: string | null;
}

export interface Booking {
  readonly movements: readonly NewMovement[];
  readonly reference: string | null;
  readonly actorId: string | null;
  readonly at: Date;
}

export interface BookedLevel {
  readonly id: string;
  readonly variantId: string;
  readonly shelfId: string;
  readonly version: number;
}

/** What is bound to `$1` to `$14` of `BOOKING`. */
export function bookingValues({ movements, reference, actorId, at }: Booking): readonly unknown[] {
  const changes = changesOf(movements);
  return [
    changes.map(({ variantId }) => variantId),
    changes.map(({ shelfId }) => shelfId),
    changes.map(({ onHand }) => onHand),
    changes.map(({ allocated }) => allocated),
    at,
    movements.map(({ id }) => id),
    movements.map(({ kind }) => kind),
    movements.map(({ variantId }) => variantId),
    movements.map(({ shelfId }) => shelfId),
    movements.map(({ warehouseId }) => warehouseId),
    movements.map(({ quantity }) => quantity),
    movements.map(({ reason }) => reason ?? null),
    reference,
    actorId,
  ];
}

/**
 * Changes levels by their conditional UPDATE and writes the ledger, as parts of one statement. Rows are locked sorted by variant and shelf, so that
 * two bookings never wait for each other, and what is too little to go on is left out of `booked`: the caller counts.
 */
export const BOOKING = `
  change AS (SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS c (variant_id, shelf_id, on_hand, allocated)),
  locked AS MATERIALIZED (
    SELECT l.id, c.on_hand, c.allocated FROM stock_level l JOIN change c ON c.variant_id = l.variant_id AND c.shelf_id = l.shelf_id
    ORDER BY l.variant_id, l.shelf_id FOR NO KEY UPDATE OF l
  ),
  booked AS (
    UPDATE stock_level l SET on_hand = l.on_hand + k.on_hand, allocated = l.allocated + k.allocated, version = l.version + 1, updated_at = $5
    FROM locked k WHERE l.id = k.id AND l.allocated + k.allocated >= 0 AND l.on_hand + k.on_hand - l.allocated >= k.allocated
    RETURNING l.id, l.variant_id, l.shelf_id, l.version
  ),
  written AS (
    INSERT INTO stock_movement (id, kind, variant_id, shelf_id, warehouse_id, quantity, reason, reference, actor_id, occurred_at)
    SELECT m.*, $13, $14, $5
    FROM unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::int[], $12::text[]) AS m (id, kind, variant_id, shelf_id, warehouse_id, quantity, reason)
  ),
  untold AS (INSERT INTO untold_change (variant_id) SELECT DISTINCT variant_id FROM change)`;

/** Columns of `booked`. */
export const BOOKED = 'id, variant_id AS "variantId", shelf_id AS "shelfId", version';

/** Thrown when the shelves changed between planning and booking: the whole transaction is played again, on the levels as they are then. */
export class ShelvesChanged extends Error {
  override readonly name = 'ShelvesChanged';
  /** As PostgreSQL says of a transaction that came too late: what repeats those repeats this. */
  readonly code = '40001';
}

/**
 * Books movements: levels and ledger in one statement.
 * @throws ShelvesChanged when not every level had what it takes; the transaction must not be committed then.
 */
export async function book(sql: Sql, booking: Booking): Promise<readonly BookedLevel[]> {
  const { rows } = await sql.query<BookedLevel>({
    name: 'book_movements',
    text: `WITH ${BOOKING} SELECT ${BOOKED} FROM booked`,
    values: bookingValues(booking),
  });
  assertAllBooked(rows, booking);
  return rows;
}

export function assertAllBooked(booked: readonly BookedLevel[], { movements }: Booking): void {
  if (booked.length !== changesOf(movements).length) throw new ShelvesChanged('the shelves have changed since they were looked at');
}
