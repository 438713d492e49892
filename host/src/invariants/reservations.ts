import { grouped, type OrderFacts, ordersById, settledOrders } from './facts.ts';
import type { Finding, Invariant } from './invariant.ts';
import type { ShopView } from './shop-view.ts';

/** A part of an order's line on one shelf. */
interface Part {
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly status: 'HELD' | 'SHIPPED';
  readonly parcelId: string | null;
}

interface Line {
  readonly id: string;
  readonly orderId: string;
  readonly quantity: number;
}

const partsOf = (shop: ShopView): Promise<readonly Part[]> =>
  shop.rows<Part>(
    'warehouse',
    `SELECT order_id AS "orderId", order_line_id AS "lineId", sku, quantity, status, pick_task_id AS "parcelId" FROM allocation WHERE status <> 'RELEASED'`,
  );

const isAlive = ({ stage }: OrderFacts): boolean => stage !== 'CANCELED' && stage !== 'DELIVERED' && stage !== 'SHIPPED';
const gone: ReadonlySet<string> = new Set(['LEFT', 'DELIVERED', 'FAILED', 'RETURNED']);

const perOrder =
  (faults: (order: OrderFacts, parts: readonly Part[], lines: readonly Line[]) => readonly string[]) =>
  async (shop: ShopView): Promise<readonly Finding[]> => {
    const parts = grouped(await partsOf(shop), part => part.orderId);
    const lines = grouped(await shop.rows<Line>('orders', 'SELECT id, order_id AS "orderId", quantity FROM order_line'), line => line.orderId);
    const orders = await settledOrders(shop);
    return orders.flatMap(order =>
      faults(order, parts.get(order.id) ?? [], lines.get(order.id) ?? []).map(says => ({ subject: order.id, says: `${order.stage}, but ${says}` })),
    );
  };

/** Each part by itself: it is held until its parcel has left, and shipped from then on. */
function misplaced(order: OrderFacts, parts: readonly Part[]): readonly string[] {
  return parts.flatMap(({ sku, quantity, status, parcelId }) => {
    const parcel = parcelId === null ? undefined : order.lifecycle.parcels[parcelId]?.status;
    const left = parcel !== undefined && gone.has(parcel);
    const right = status === 'SHIPPED' ? left : isAlive(order) && !left;
    return right ? [] : [`${quantity} of ${sku} are ${status}, the parcel ${parcel ?? 'not made'}`];
  });
}

/** Goods that were found short are sent as far as they are there. */
function incomplete(order: OrderFacts, parts: readonly Part[], lines: readonly Line[]): readonly string[] {
  if (order.stage === 'CANCELED' || (order.stage === 'PLACED' && parts.length === 0)) return [];
  const { short } = order.lifecycle.stock;
  return lines.flatMap(({ id, quantity }) => {
    const kept = parts.filter(part => part.lineId === id).reduce((sum, part) => sum + part.quantity, 0);
    return kept === quantity || (short && kept < quantity) ? [] : [`${kept} of ${quantity} are kept for line ${id}`];
  });
}

async function withoutOrder(shop: ShopView): Promise<readonly Finding[]> {
  const orders = await ordersById(shop);
  const strange = (await partsOf(shop)).filter(({ orderId }) => shop.isSettled(orderId) && !orders.has(orderId));
  return strange.map(({ orderId, sku, quantity, status }) => ({
    subject: orderId,
    says: `is no order, but ${quantity} of ${sku} are ${status} for it`,
  }));
}

const row = (name: string, says: string, findings: Invariant['findings']): Invariant => ({ name, says, holds: 'once settled', findings });

/** Stock and orders. */
export const reservations: readonly Invariant[] = [
  row(
    'stock is held while the order is alive and not shipped',
    'Goods are held exactly until the order ends or the parcel leaves, and shipped exactly when it left.',
    perOrder(misplaced),
  ),
  row('an order’s goods are complete', 'Every unit of a confirmed order is held or was shipped; of a placed one all or none.', perOrder(incomplete)),
  row('stock is held for orders', 'Nothing is held for an order that nobody placed.', withoutOrder),
];
