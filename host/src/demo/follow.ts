import { type Client, OrderLiveDocument, type OrderViewFragment } from '@micromart/sdk';
import { type Placed, Disappointment } from './shopper.ts';
import { duration, money, type Screen } from './screen.ts';

/** Longer than this, in milliseconds, no order takes that nobody has to wait for. */
const PATIENCE = 60_000;

/**
 * Follows an order live until it ends, each step shown as it happens.
 * @throws Disappointment when it does not end in time.
 */
export async function follow(shop: Client, { line }: Screen, { id, number }: Placed): Promise<OrderViewFragment> {
  const began = performance.now();
  const states = shop.subscribe(OrderLiveDocument, { id });
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void states.return?.();
  }, PATIENCE);
  const told = new Set<string>();
  let last: OrderViewFragment | undefined;
  line();
  line(`She follows ${number}, live:`);
  try {
    for await (const { orderUpdated } of states) {
      const after = duration(performance.now() - began).padStart(8);
      for (const { id: step, message } of orderUpdated.history) {
        if (!told.has(step)) line(`${after}  ${message}`);
        told.add(step);
      }
      last = orderUpdated;
    }
  } finally {
    clearTimeout(late);
  }
  if (last === undefined) throw new Disappointment(`The shop said nothing of ${number}.`);
  if (isLate) {
    throw new Disappointment(
      `${number} is ${last.status} and has not come within ${PATIENCE / 1_000} s. With FULFILLMENT=manual it waits for people to pick and carry it.`,
    );
  }
  return last;
}

/** What is there in the end: the parcels and the money. */
export function sumUp({ line }: Screen, { number, status, cancelReason, shipments, payments, totals }: OrderViewFragment): void {
  line();
  for (const { carrier, trackingNumber, trackingUrl } of shipments ?? []) line(`Parcel ${trackingNumber}, ${carrier.name}: ${trackingUrl ?? ''}`);
  for (const { methodName, captured } of payments ?? []) line(`Paid ${money(captured)} with ${methodName}`);
  if (status === 'DELIVERED') line(`Order ${number} is at her door.`);
  else line(`Order ${number} ended as ${status}${cancelReason ? `, ${cancelReason}` : ''}; ${money(totals.refunded)} went back.`);
}
