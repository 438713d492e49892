import { grouped, type OrderFacts, settledOrders } from './facts.ts';
import type { Finding, Invariant } from './invariant.ts';
import type { ShopView } from './shop-view.ts';

interface Parcel {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
}

/** How orders says what shipments says. */
const facetOf = (status: string): string => (['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'].includes(status) ? 'LEFT' : status);

const perOrder =
  (faults: (order: OrderFacts, parcels: readonly Parcel[]) => readonly string[]) =>
  async (shop: ShopView): Promise<readonly Finding[]> => {
    const parcels = await shop.rows<Parcel>('shipments', 'SELECT id, order_id AS "orderId", status FROM shipment');
    const byOrder = grouped(parcels, parcel => parcel.orderId);
    return (await settledOrders(shop)).flatMap(order => faults(order, byOrder.get(order.id) ?? []).map(says => ({ subject: order.id, says })));
  };

/** Until it has a carrier, nothing is heard of a parcel. */
const heardAs = (status: string | undefined): string | undefined => (status === 'REQUESTED' ? 'CREATED' : status);

/** A canceled order may never have had its parcels made, and what is called off by its cancel is not announced. */
function unlike({ stage, lifecycle }: OrderFacts, parcels: readonly Parcel[]): readonly string[] {
  if (stage === 'CANCELED') return [];
  const shown = new Map(parcels.map(({ id, status }) => [id, facetOf(status)]));
  const ids = new Set([...shown.keys(), ...Object.keys(lifecycle.parcels)]);
  return [...ids].flatMap(id => {
    const [heard, is] = [heardAs(lifecycle.parcels[id]?.status), shown.get(id)];
    return heard === is ? [] : [`${stage}, parcel ${id} is ${heard ?? 'unknown'} to the order and ${is ?? 'unknown'} to shipments`];
  });
}

const row = (name: string, says: string, findings: Invariant['findings']): Invariant => ({ name, says, holds: 'once settled', findings });

/** Parcels and orders. */
export const parcels: readonly Invariant[] = [
  row('an order knows its parcels', 'What an order heard of its parcels is how shipments has them.', perOrder(unlike)),
  row(
    'a canceled order sends nothing',
    'The parcels of a canceled order are canceled or came back.',
    perOrder((order, all) =>
      order.stage !== 'CANCELED'
        ? []
        : all
            .filter(({ status }) => status !== 'CANCELED' && status !== 'RETURNED')
            .map(({ id, status }) => `canceled, but parcel ${id} is ${status}`),
    ),
  ),
  row(
    'a delivered order has arrived',
    'The parcels of a delivered order were delivered or came back, and one at least was delivered.',
    perOrder((order, all) => {
      if (order.stage !== 'DELIVERED') return [];
      const open = all.filter(({ status }) => status !== 'DELIVERED' && status !== 'RETURNED');
      if (open.length > 0) return open.map(({ id, status }) => `delivered, but parcel ${id} is ${status}`);
      return all.some(({ status }) => status === 'DELIVERED') ? [] : ['delivered, but no parcel was'];
    }),
  ),
];
