import * as events from '@micromart/events';
import { newEvent } from '@micromart/service/testing';
import type { OrderView } from './orders-world.ts';

type Definition = events.EventDefinition<string, object>;

/** What warehouse, payments and shipments say of an order; each counts its own events. */
export function playNeighbours(publish: (event: events.Envelope) => Promise<void>) {
  const counters = new Map<string, number>();

  function dataOf({ publisher }: Definition, order: OrderView): object {
    const orderId = order.id;
    if (publisher === 'payments') {
      return { orderId, paymentId: 'pay_1', currency: 'EUR', amount: 12_390, captured: 0, refunded: 0, failureCode: null };
    }
    if (publisher === 'shipments') return { orderId, status: 'CREATED', carrierCode: 'swift', trackingNumber: 'T1', trackingUrl: null };
    return { orderId };
  }

  /** Says it under the publisher's next number, or under one that is given; resolves to the event. */
  async function tell(order: OrderView, definition: Definition, data: object = {}, sequence?: number): Promise<events.Envelope> {
    const counter = `${definition.publisher} ${order.id}`;
    const next = sequence ?? (counters.get(counter) ?? 0) + 1;
    counters.set(counter, Math.max(next, counters.get(counter) ?? 0));
    const event = newEvent(definition, {
      subject: order.id,
      sequence: next,
      data: { ...dataOf(definition, order), ...data },
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    await publish(event);
    return event;
  }

  return {
    tell,
    /** All lines in one warehouse, or the second one elsewhere. */
    allocate: (order: OrderView, warehouses: readonly string[] = ['whs_1']) =>
      tell(order, events.stockAllocated, {
        allocations: order.lines.map(({ id, quantity }, index) => ({
          orderLineId: id,
          variantId: 'var',
          warehouseId: warehouses[index % warehouses.length],
          shelfId: 'shf_1',
          quantity,
        })),
      }),
    authorize: (order: OrderView) => tell(order, events.paymentAuthorized),
    capture: (order: OrderView) => tell(order, events.paymentCaptured, { captured: 12_390 }),
    leave: (order: OrderView, parcelId: string) =>
      tell(order, events.shipmentLeft, { parcelId, status: 'PICKED_UP', leftAt: new Date().toISOString() }),
  };
}
