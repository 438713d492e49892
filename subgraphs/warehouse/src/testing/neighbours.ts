import { randomUUID } from 'node:crypto';
import * as said from '@micromart/events';
import { newId } from '@micromart/service';

const address = {
  name: 'Alice Adams',
  company: null,
  line1: 'Torstraße 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10119',
  countryCode: 'DE',
  phone: null,
};

export interface TestOrder {
  readonly id: string;
  readonly number: string;
  readonly customerId: string | null;
  readonly lines: readonly { readonly lineId: string; readonly variantId: string; readonly quantity: number }[];
}

let orders = 100_000;

export const orderOf = (
  lines: readonly { readonly variantId: string; readonly quantity: number }[],
  customerId: string | null = 'usr_alice',
): TestOrder => ({
  id: newId('ord'),
  number: `M-${(orders += 1)}`,
  customerId,
  lines: lines.map(line => ({ ...line, lineId: newId('oln') })),
});

function event<Payload, Type extends string>(
  definition: said.EventDefinition<Type, Payload>,
  subject: string,
  sequence: number,
  data: Payload,
): said.Envelope<Payload, Type> {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: `/micromart/${definition.publisher}`,
    type: definition.type,
    subject,
    time: new Date().toISOString(),
    dataschema: `${definition.type}/v${definition.version}`,
    sequence,
    correlationid: subject,
    data,
  };
}

const stateOf = (order: TestOrder, status: said.OrderState['status']): said.OrderState => ({
  orderId: order.id,
  number: order.number,
  version: 1,
  status,
  customerId: order.customerId,
  email: 'alice@example.test',
  currency: 'EUR',
  total: 1_000,
  refunded: 0,
});

const linesOf = (order: TestOrder) =>
  order.lines.map(line => ({ ...line, sku: `SKU-${line.variantId}`, name: 'Rain jacket, Blue / M', weightGrams: 400 }));

/** What orders says. */
export const placed = (order: TestOrder) =>
  event(said.orderPlaced, order.id, 1, {
    ...stateOf(order, 'PLACED'),
    cartId: `cart of ${order.id}`,
    lines: linesOf(order),
    shippingAddress: address,
    paymentMethod: { token: 'tok_ok', returnUrl: null },
    placedAt: new Date().toISOString(),
    paymentDueAt: new Date(Date.now() + 1_800_000).toISOString(),
  });

export const canceled = (order: TestOrder, goods: 'on-shelf' | 'left' = 'on-shelf') =>
  event(said.orderCanceled, order.id, 9, { ...stateOf(order, 'CANCELED'), reason: 'CUSTOMER', goods });

export interface TestParcel {
  readonly parcelId: string;
  readonly warehouseId: string;
}

export const requested = (order: TestOrder, parcels: readonly TestParcel[]) =>
  event(said.shipmentRequested, order.id, 3, {
    ...stateOf(order, 'PROCESSING'),
    parcels: parcels.map(parcel => ({
      ...parcel,
      lines: linesOf(order).map(({ lineId, ...line }) => ({ ...line, orderLineId: lineId })),
    })),
    shippingAddress: address,
    rate: { id: 'standard', name: 'Standard', price: 490, promisedDelivery: new Date(Date.now() + 86_400_000).toISOString() },
  });

const parcelState = (order: TestOrder, parcelId: string, status: 'PICKED_UP' | 'RETURNED') => ({
  orderId: order.id,
  parcelId,
  status,
  carrierCode: 'swift',
  trackingNumber: 'SW1',
  trackingUrl: null,
});

/** What shipments says. */
export const left = (order: TestOrder, parcelId: string) =>
  event(said.shipmentLeft, order.id, 3, { ...parcelState(order, parcelId, 'PICKED_UP'), leftAt: new Date().toISOString() });
export const returned = (order: TestOrder, parcelId: string) => event(said.shipmentReturned, order.id, 5, parcelState(order, parcelId, 'RETURNED'));

/** What shop says. */
export const variantSaid = (variantId: string, sequence: number, of: { sku: string; name: string; barcode?: string; weightGrams?: number }) =>
  event(said.variantChanged, variantId, sequence, {
    variantId,
    productId: 'prd_1',
    sku: of.sku,
    name: of.name,
    barcode: of.barcode ?? null,
    weightGrams: of.weightGrams ?? 400,
    sold: true,
    prices: [],
  });
