import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App, PickTaskRow } from '../app.ts';
import { type Facts, lockOrder, takeStep } from './take-step.ts';

type Said<Type extends 'order.canceled' | 'shipment.requested' | 'shipment.left' | 'shipment.returned'> = Envelope<
  PayloadOf<DefinitionOf<Type>>,
  Type
>;

/** The order is off: what is held for it is let go, and picking stops. */
export const releaseOrder = (app: App, tx: MessagingTransaction, event: Said<'order.canceled'>): Promise<void> =>
  step(app, tx, event, ofOrder(event));

/** The order is paid: a pick task for each of its parcels. Asked again, warehouse says how far they are. */
export async function requestPicks(app: App, tx: MessagingTransaction, event: Said<'shipment.requested'>): Promise<void> {
  const now = app.clock();
  const newTasks = event.data.parcels.map(
    ({ parcelId, warehouseId }): PickTaskRow => ({
      id: parcelId,
      orderId: event.data.orderId,
      orderNumber: event.data.number,
      warehouseId,
      status: 'OPEN',
      pickerId: null,
      weightGrams: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }),
  );
  await step(app, tx, event, { ...ofOrder(event), newTasks });
}

/** A carrier took the parcel: its goods are not ours to count any more. */
export const shipParcel = (app: App, tx: MessagingTransaction, event: Said<'shipment.left'>): Promise<void> => step(app, tx, event, {});

/** The parcel came back: its goods lie on the returns shelf until somebody has looked at them. */
export const takeBackParcel = (app: App, tx: MessagingTransaction, event: Said<'shipment.returned'>): Promise<void> => step(app, tx, event, {});

const ofOrder = ({ data }: Said<'order.canceled' | 'shipment.requested'>): Facts => ({
  case: { orderNumber: data.number, customerId: data.customerId },
});

/** @throws Error for an event that cannot follow from what warehouse said: it is parked. */
async function step(
  app: App,
  tx: MessagingTransaction,
  event: Said<'order.canceled'> | Said<'shipment.requested'> | Said<'shipment.left'> | Said<'shipment.returned'>,
  facts: Facts,
): Promise<void> {
  const order = await lockOrder(app, tx, event.data.orderId);
  const { verdict } = await takeStep(app, tx, order, event, facts);
  if (verdict === 'impossible')
    throw new Error(`${event.type} cannot follow for ${event.data.orderId}, whose goods are ${order.row.lifecycle.status}`);
}
