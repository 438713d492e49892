import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App, ParcelRow } from '../app.ts';
import type { CaseRow } from '../store.ts';
import { type Facts, lockOrder, takeStep } from './take-step.ts';

type Heard<Type extends 'shipment.requested' | 'order.cancel-requested' | 'order.canceled' | 'parcel.packed'> = {
  [One in Type]: Envelope<PayloadOf<DefinitionOf<One>>, One>;
}[Type];

/** A parcel that carriers are asked to carry weighs something, whatever the catalog says. */
const LIGHTEST = 1;

/** The order is paid: its parcels need carriers. Asked again, shipments says how they stand. */
export async function requestShipments(app: App, tx: MessagingTransaction, event: Heard<'shipment.requested'>): Promise<void> {
  const { data } = event;
  const locked = await lockOrder(app, tx, data.orderId);
  const known = new Set(locked.parcels.map(({ id }) => id));
  await takeStep(app, tx, locked, event, {
    case: {
      customerId: data.customerId,
      request: { currency: data.currency, address: data.shippingAddress, rateId: data.rate.id, promisedDelivery: data.rate.promisedDelivery },
    },
    newParcels: data.parcels.filter(({ parcelId }) => !known.has(parcelId)).map(parcel => newParcel(data.orderId, parcel, locked.row, app.clock())),
  });
}

function newParcel(orderId: string, asked: Heard<'shipment.requested'>['data']['parcels'][number], { packed }: CaseRow, now: Date): ParcelRow {
  const weight = packed[asked.parcelId] ?? asked.lines.reduce((sum, line) => sum + line.quantity * line.weightGrams, 0);
  return {
    id: asked.parcelId,
    orderId,
    warehouseId: asked.warehouseId,
    status: 'CREATED',
    lines: asked.lines.map(({ orderLineId, sku, name, quantity }) => ({ orderLineId, sku, name, quantity })),
    weightGrams: Math.max(weight, LIGHTEST),
    choice: null,
    bookingKey: null,
    carrierCode: null,
    trackingNumber: null,
    trackingUrl: null,
    labelUrl: null,
    estimatedDelivery: null,
    leftAt: null,
    newsAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Parcels are to be called back: all of them, or none when one has left. */
export async function callBackParcels(app: App, tx: MessagingTransaction, event: Heard<'order.cancel-requested' | 'order.canceled'>): Promise<void> {
  await takeStep(app, tx, await lockOrder(app, tx, event.subject), event, { case: { customerId: event.data.customerId } });
}

/** A parcel stands ready, with the weight that the scales showed; maybe before it was asked for. */
export async function noteParcelPacked(app: App, tx: MessagingTransaction, event: Heard<'parcel.packed'>): Promise<void> {
  const { parcelId, weightGrams } = event.data;
  const locked = await lockOrder(app, tx, event.subject);
  const parcel = locked.parcels.find(({ id }) => id === parcelId);
  const facts: Facts = parcel
    ? { parcels: parcel.weightGrams === weightGrams ? {} : { [parcelId]: { weightGrams } } }
    : { case: { packed: { ...locked.row.packed, [parcelId]: weightGrams } } };
  const { verdict } = await takeStep(app, tx, locked, event, facts);
  if (verdict === 'impossible') throw new Error(`${event.subject} has no parcel ${parcelId} to be packed`);
}
