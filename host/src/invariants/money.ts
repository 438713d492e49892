import { allCharges, allPayments, type ChargeFacts, chargesByOrder, type PaymentFacts, sumOf } from './charges.ts';
import { byId, grouped, type OrderFacts, ordersById, settledOrders } from './facts.ts';
import type { Finding, Invariant } from './invariant.ts';
import type { ShopView } from './shop-view.ts';

const captured = (charges: readonly ChargeFacts[]): number => sumOf(charges, charge => charge.captured);
const refunded = (charges: readonly ChargeFacts[]): number => sumOf(charges, charge => charge.refunded);

/** What is wrong with the provider's charges for a settled order; undefined when nothing is. */
const ofSettledOrders =
  (fault: (order: OrderFacts, charges: readonly ChargeFacts[]) => string | undefined) =>
  async (shop: ShopView): Promise<readonly Finding[]> => {
    const chargesOf = await chargesByOrder(shop);
    return (await settledOrders(shop)).flatMap(order => {
      const says = fault(order, chargesOf(order.id));
      return says === undefined ? [] : [{ subject: order.id, says }];
    });
  };

const isPaid = ({ stage }: OrderFacts): boolean => stage === 'PROCESSING' || stage === 'CANCELING' || stage === 'SHIPPED' || stage === 'DELIVERED';
const mayBeHeld = ({ stage }: OrderFacts): boolean => stage === 'PLACED' || stage === 'CONFIRMED';

/** How we say what the provider says. A payment that failed before its money was let go stays failed; one of an order that is off is given up. */
const ourWords: Readonly<Record<ChargeFacts['status'], readonly string[]>> = {
  action_required: ['ACTION_REQUIRED'],
  authorized: ['AUTHORIZED'],
  captured: ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  declined: ['FAILED', 'VOIDED'],
  voided: ['VOIDED', 'FAILED'],
  lapsed: ['VOIDED'],
};

function difference(payment: PaymentFacts, charge: ChargeFacts | undefined): string | undefined {
  if (charge === undefined) {
    return payment.captured === 0 && ['PENDING', 'VOIDED', 'FAILED'].includes(payment.status)
      ? undefined
      : `${payment.status}, and the provider knows no charge`;
  }
  const same = payment.captured === charge.captured && payment.refunded === charge.refunded && payment.currency === charge.currency;
  if (same && ourWords[charge.status].includes(payment.status)) return undefined;
  const ours = `we say ${payment.status}, captured ${payment.captured}, refunded ${payment.refunded}`;
  return `${ours}; the provider says ${charge.status}, ${charge.captured}, ${charge.refunded}`;
}

async function booksDiffer(shop: ShopView): Promise<readonly Finding[]> {
  const charges = new Map((await allCharges(shop)).map(charge => [charge.reference, charge]));
  return (await allPayments(shop)).flatMap(payment => {
    const says = shop.isSettled(payment.orderId) ? difference(payment, charges.get(payment.id)) : undefined;
    return says === undefined ? [] : [{ subject: payment.id, says }];
  });
}

async function strangeCharges(shop: ShopView): Promise<readonly Finding[]> {
  const payments = byId(await allPayments(shop));
  const strange = (await allCharges(shop)).filter(({ reference, createdAt }) => createdAt < shop.settledBefore && !payments.has(reference));
  return strange.map(({ id, reference, status }) => ({ subject: id, says: `${status} for ${reference}, which is no payment of ours` }));
}

async function unknownToOrders(shop: ShopView): Promise<readonly Finding[]> {
  const paymentsOf = grouped(await allPayments(shop), ({ orderId }) => orderId);
  return (await settledOrders(shop)).flatMap(({ id, lifecycle: { payment } }) => {
    const newest = paymentsOf.get(id)?.at(-1);
    if (newest === undefined) return [{ subject: id, says: 'has no payment' }];
    if (newest.captured === payment.captured && newest.refunded === payment.refunded) return [];
    const heard = `the order heard of ${payment.captured} captured, ${payment.refunded} refunded`;
    return [{ subject: id, says: `${heard}; payment ${newest.id} says ${newest.captured}, ${newest.refunded}` }];
  });
}

async function paymentsWithoutOrder(shop: ShopView): Promise<readonly Finding[]> {
  const orders = await ordersById(shop);
  const strange = (await allPayments(shop)).filter(({ orderId }) => shop.isSettled(orderId) && !orders.has(orderId));
  return strange.map(({ id, orderId }) => ({ subject: id, says: `for ${orderId}, which is no order` }));
}

const row = (name: string, says: string, findings: Invariant['findings']): Invariant => ({ name, says, holds: 'once settled', findings });

/** Money, by the provider's own ledger. */
export const money: readonly Invariant[] = [
  row(
    'an order is captured once, for its total',
    'All the provider’s charges for an order were captured at most once, and then for the order’s total.',
    ofSettledOrders((order, charges) => {
      const captures = sumOf(charges, charge => charge.captures);
      if (captures <= 1 && (captured(charges) === 0 || captured(charges) === order.total)) return undefined;
      return `captured ${captures} times, ${captured(charges)} of ${order.total}`;
    }),
  ),
  row(
    'what is sent was paid',
    'For an order from PROCESSING on, the provider captured the total.',
    ofSettledOrders((order, charges) =>
      isPaid(order) && captured(charges) !== order.total ? `${order.stage}, but captured ${captured(charges)} of ${order.total}` : undefined,
    ),
  ),
  row(
    'what is canceled is refunded',
    'For a canceled order, the provider gave back exactly what it captured.',
    ofSettledOrders((order, charges) =>
      order.stage === 'CANCELED' && captured(charges) !== refunded(charges)
        ? `canceled, but captured ${captured(charges)} and refunded ${refunded(charges)}`
        : undefined,
    ),
  ),
  row(
    'no money is held without need',
    'The provider holds nothing for an order that is paid, canceled or delivered.',
    ofSettledOrders((order, charges) => {
      const held = charges.find(({ status }) => status === 'authorized' || status === 'action_required');
      return held === undefined || mayBeHeld(order) ? undefined : `${order.stage}, but charge ${held.id} is ${held.status}`;
    }),
  ),
  row('our books are the provider’s', 'Each payment stands, and was captured and refunded, as the provider says.', booksDiffer),
  row('no charge is strange to us', 'Each charge at the provider is for a payment that we wrote down before.', strangeCharges),
  row('an order knows its payment', 'What an order heard of its newest payment is what was captured and refunded.', unknownToOrders),
  row('a payment is for an order', 'No payment is for an order that nobody placed.', paymentsWithoutOrder),
];
