import * as said from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { OrderLineRow, OrderRow } from '../app.ts';
import type { Announcement, DeadlineChange } from '../domain/index.ts';

/** Whether it takes the order's lines to say it. */
export const speaksOfLines = ({ type }: Announcement): boolean => type === 'order.placed' || type === 'shipment.requested';

/** Puts what an order has to say into the outbox, each with the order's state; `lines` are needed where one of them speaks of them. */
export function publishAnnouncements(
  tx: MessagingTransaction,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  announcements: readonly Announcement[],
): void {
  for (const announcement of announcements) publish(tx, order, lines, announcement);
}

function publish(tx: MessagingTransaction, order: OrderRow, lines: readonly OrderLineRow[], announcement: Announcement): void {
  const state = stateOf(order);
  const say = <Payload>(definition: said.EventDefinition<string, Payload>, data: Payload): void =>
    tx.publish(definition, { subject: order.id, sequence: announcement.sequence, data });
  switch (announcement.type) {
    case 'order.placed':
      return say(said.orderPlaced, { ...state, ...placed(order, lines) });
    case 'order.confirmed':
      return say(said.orderConfirmed, state);
    case 'order.action-required':
      return say(said.orderActionRequired, state);
    case 'order.payment-failed':
      return say(said.orderPaymentFailed, { ...state, failureCode: announcement.failureCode, paymentDueAt: announcement.paymentDueAt });
    case 'order.cancel-requested':
      return say(said.orderCancelRequested, { ...state, parcelIds: [...announcement.parcelIds] });
    case 'order.cancel-refused':
      return say(said.orderCancelRefused, state);
    case 'order.canceled':
      return say(said.orderCanceled, { ...state, reason: announcement.reason, goods: announcement.goods });
    case 'shipment.requested':
      return say(said.shipmentRequested, { ...state, ...requested(order, lines, announcement.parcels) });
    case 'order.parcel-shipped':
      return say(said.orderParcelShipped, { ...state, parcelId: announcement.parcelId });
    case 'order.shipped':
      return say(said.orderShipped, state);
    case 'order.delivery-failed':
      return say(said.orderDeliveryFailed, { ...state, parcelId: announcement.parcelId });
    case 'order.delivered':
      return say(said.orderDelivered, state);
    case 'order.refunded':
      return say(said.orderRefunded, state);
    case 'order.needs-attention':
      return say(said.orderNeedsAttention, { ...state, why: announcement.why });
    default:
      return announcement satisfies never;
  }
}

/** The state that every event of an order carries. */
const stateOf = (order: OrderRow): said.OrderState => ({
  orderId: order.id,
  number: order.number,
  version: order.lifecycle.version,
  status: order.lifecycle.stage,
  customerId: order.customerId,
  email: order.email,
  currency: order.currency,
  total: order.total,
  refunded: order.lifecycle.payment.refunded,
});

const placed = (order: OrderRow, lines: readonly OrderLineRow[]) => ({
  cartId: order.cartId,
  lines: lines.map(({ id, variantId, sku, name, quantity, weightGrams }) => ({ lineId: id, variantId, sku, name, quantity, weightGrams })),
  shippingAddress: order.shippingAddress,
  paymentMethod: order.paymentMethod,
  placedAt: order.placedAt.toISOString(),
  paymentDueAt: order.lifecycle.deadlines.payment ?? order.placedAt.toISOString(),
});

const requested = (order: OrderRow, lines: readonly OrderLineRow[], parcels: Extract<Announcement, { type: 'shipment.requested' }>['parcels']) => {
  const lineOf = new Map(lines.map(line => [line.id, line]));
  return {
    parcels: parcels.map(parcel => ({
      parcelId: parcel.parcelId,
      warehouseId: parcel.warehouseId,
      lines: parcel.lines.map(({ orderLineId, quantity }) => {
        const line = lineOf.get(orderLineId);
        if (line === undefined) throw new Error(`warehouse allocated line ${orderLineId}, which is not of order ${order.id}`);
        return { orderLineId, quantity, variantId: line.variantId, sku: line.sku, name: line.name, weightGrams: line.weightGrams };
      }),
    })),
    shippingAddress: order.shippingAddress,
    rate: order.shippingRate,
  };
};

/** Tasks in the place of timers: each deadline is one, by its kind and the order's id. */
export function setDeadlines(tx: MessagingTransaction, orderId: string, changes: readonly DeadlineChange[]): void {
  for (const { deadline, due } of changes) {
    if (due === null) tx.unschedule(orderId, `${deadline} deadline`);
    else tx.schedule({ kind: `${deadline} deadline`, key: orderId, dueAt: new Date(due) });
  }
}
