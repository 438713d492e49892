import { randomUUID } from 'node:crypto';
import { type Envelope, eventNamed } from '@micromart/events';
import type { OrderEventType } from '../domain/messages.ts';

/** What an order says of itself, for tests. Payloads fit the rows of `@micromart/events`, or it throws. */
export interface SampleOrder {
  readonly id: string;
  readonly customerId: string | null;
  readonly email: string;
}

const ADDRESS = {
  name: 'Alice Adams',
  company: null,
  line1: 'Hauptstr. 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  countryCode: 'DE',
  phone: null,
};

const LATER = '2026-11-22T18:30:00.000Z';

/** What some types say beyond the order's state. */
const EXTRAS: Readonly<Record<string, object>> = {
  'order.placed': {
    cartId: 'crt_1',
    lines: [],
    shippingAddress: ADDRESS,
    paymentMethod: { token: 'tok_visa', returnUrl: null },
    placedAt: LATER,
    paymentDueAt: LATER,
  },
  'order.payment-failed': { failureCode: 'card_declined', paymentDueAt: LATER },
  'order.canceled': { reason: 'CUSTOMER', goods: 'on-shelf' },
  'order.cancel-requested': { parcelIds: ['pcl_1'] },
  'order.parcel-shipped': { parcelId: 'pcl_1' },
  'order.delivery-failed': { parcelId: 'pcl_1' },
  'order.needs-attention': { why: 'it takes long' },
  'shipment.requested': {
    parcels: [],
    shippingAddress: ADDRESS,
    rate: { id: 'rate', name: 'Standard', price: 490, promisedDelivery: LATER },
  },
};

export function orderEvent(type: OrderEventType, order: SampleOrder, sequence: number, also: object = {}): Envelope {
  const definition = eventNamed(type);
  if (definition === undefined) throw new Error(`there is no event ${type}`);
  const state = {
    orderId: order.id,
    number: `M-${order.id.slice(4)}`,
    version: sequence,
    status: 'PLACED',
    customerId: order.customerId,
    email: order.email,
    currency: 'EUR',
    total: 123_450,
    refunded: 0,
  };
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/micromart/orders',
    type,
    subject: order.id,
    time: LATER,
    dataschema: `${type}/v${definition.version}`,
    sequence,
    correlationid: order.id,
    data: definition.payload.parse({ ...state, ...EXTRAS[type], ...also }),
  };
}
