import { keysIn, type Sql } from '@micromart/database';
import type { DeliveryRequest, ParcelRow } from '../app.ts';
import { emptyCase, type ShipmentCase } from '../domain/index.ts';
import { type Visible, WRITE_PARCELS } from './shipment-rows.ts';

/** All that shipments knows of an order, but for the parcels themselves. */
export interface CaseRow {
  readonly orderId: string;
  /** Null for a guest, and until an event of orders was heard. */
  readonly customerId: string | null;
  readonly lifecycle: ShipmentCase;
  readonly request: DeliveryRequest | null;
  /** Grams, by parcel: those that stood ready before they were asked for. */
  readonly packed: Readonly<Record<string, number>>;
  readonly version: number;
}

const COLUMNS = 'order_id AS "orderId", customer_id AS "customerId", lifecycle, request, packed, version';

/** The case of an order, opened when there is none, and locked until the transaction ends. */
export async function lockCase(sql: Sql, orderId: string): Promise<CaseRow> {
  const { rows } = await sql.query<CaseRow>({
    name: 'lock_case',
    text: `INSERT INTO order_case (order_id, lifecycle) VALUES ($1, $2)
           ON CONFLICT (order_id) DO UPDATE SET order_id = EXCLUDED.order_id RETURNING ${COLUMNS}`,
    values: [orderId, JSON.stringify(emptyCase)],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the case of ${orderId} was neither found nor opened`);
  return row;
}

/** Writes a locked case, and the parcels of it that are begun or have changed, in one statement. */
export async function saveCase(
  sql: Sql,
  row: CaseRow,
  { begun, changed }: { readonly begun: readonly ParcelRow[]; readonly changed: readonly ParcelRow[] },
): Promise<void> {
  await sql.query({
    name: 'save_case',
    text: `WITH ${WRITE_PARCELS}
           UPDATE order_case SET customer_id = $4, lifecycle = $5, request = $6, packed = $7, version = $8 WHERE order_id = $1`,
    values: [
      ...[row.orderId, JSON.stringify(begun), JSON.stringify(changed)],
      ...[row.customerId, JSON.stringify(row.lifecycle), row.request && JSON.stringify(row.request), JSON.stringify(row.packed), row.version],
    ],
  });
}

/** Which of some orders are known, and the viewer's to see. */
export async function visibleOrders(sql: Sql, orderIds: readonly string[], visible: Visible): Promise<readonly { readonly id: string }[]> {
  const everything = visible === 'all';
  const { rows } = await sql.query<{ id: string }>({
    name: 'visible_orders',
    text: `SELECT order_id AS id FROM order_case WHERE order_id = ANY(${keysIn('$1')}) AND ($2 OR customer_id = $3 OR order_id = ANY($4))`,
    values: [orderIds, everything, everything ? null : visible.customerId, everything ? [] : visible.orderIds],
  });
  return rows;
}

/** The version of an order's parcels; `hidden` when they are somebody else's, `unknown` when it was not heard yet whose they are. */
export async function caseVersion(sql: Sql, orderId: string, visible: Visible): Promise<number | 'hidden' | 'unknown'> {
  const { rows } = await sql.query<{ customerId: string | null; isRequested: boolean; version: number }>({
    name: 'case_version',
    text: `SELECT customer_id AS "customerId", (lifecycle ->> 'requested')::boolean AS "isRequested", version FROM order_case WHERE order_id = $1`,
    values: [orderId],
  });
  const [row] = rows;
  if (row === undefined) return 'unknown';
  const own = visible === 'all' || visible.orderIds.includes(orderId) || (row.customerId !== null && row.customerId === visible.customerId);
  if (own) return row.version;
  // what warehouse says of an order may be heard before orders says whose it is
  return row.customerId === null && !row.isRequested ? 'unknown' : 'hidden';
}

/** The versions of some orders' parcels; 0 for an order that nothing was heard of. */
export async function caseVersions(sql: Sql, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ orderId: string; version: number }>({
    name: 'case_versions',
    text: `SELECT order_id AS "orderId", version FROM order_case WHERE order_id = ANY(${keysIn('$1')})`,
    values: [orderIds],
  });
  const known = new Map(rows.map(({ orderId, version }) => [orderId, version]));
  return new Map(orderIds.map(id => [id, known.get(id) ?? 0]));
}
