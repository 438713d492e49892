import { randomUUID } from 'node:crypto';
import * as events from '@micromart/events';
import { newId } from '@micromart/service';

export interface TestOrder {
  readonly id: string;
  readonly customerId: string | null;
  readonly parcelIds: readonly string[];
  readonly weightGrams: number;
  readonly countryCode: string;
  readonly currency: string;
  /** `standard`, `express`, … */
  readonly service: string;
  readonly promisedDelivery: Date;
}

/** What orders and warehouse say to shipments. Each order counts its own events. */
export interface Neighbours {
  /** A new order's ids; nobody has heard of it yet. */
  newOrder(order?: Partial<TestOrder> & { readonly parcels?: number }): TestOrder;
  request(order: TestOrder): Promise<void>;
  pack(order: TestOrder, parcel?: number): Promise<void>;
  callBack(order: TestOrder): Promise<void>;
  cancel(order: TestOrder): Promise<void>;
}

const DAY = 86_400_000;
const ADDRESS = { name: 'Alice', company: null, line1: 'Main Street 1', line2: null, city: 'Bonn', region: null, postalCode: '53111', phone: null };

export function playNeighbours(publish: (topic: string, event: events.Envelope) => Promise<void>): Neighbours {
  const counters = new Map<string, number>();

  function say<Payload>(definition: events.EventDefinition<string, Payload>, orderId: string, data: Payload): Promise<void> {
    const counter = `${definition.publisher} ${orderId}`;
    const sequence = (counters.get(counter) ?? 0) + 1;
    counters.set(counter, sequence);
    return publish(events.topicOf(definition.publisher), {
      specversion: '1.0',
      id: randomUUID(),
      source: `/micromart/${definition.publisher}`,
      type: definition.type,
      subject: orderId,
      time: new Date().toISOString(),
      dataschema: `${definition.type}/v1`,
      sequence,
      correlationid: orderId,
      data,
    });
  }

  const stateOf = ({ id, customerId, currency }: TestOrder, status: events.OrderState['status']): events.OrderState => ({
    orderId: id,
    number: 'M-100001',
    version: 1,
    status,
    customerId,
    email: 'alice@example.test',
    currency,
    total: 12_900,
    refunded: 0,
  });
  const line = { orderLineId: 'oln_1', variantId: 'var_1', sku: 'JACKET', name: 'Rain jacket', quantity: 1 };

  return {
    newOrder: ({ parcels = 1, ...order } = {}) => ({
      id: newId('ord'),
      customerId: null,
      parcelIds: Array.from({ length: parcels }, () => newId('pcl')),
      weightGrams: 1_200,
      countryCode: 'DE',
      currency: 'EUR',
      service: 'standard',
      promisedDelivery: new Date(Date.now() + 10 * DAY),
      ...order,
    }),
    request: order =>
      say(events.shipmentRequested, order.id, {
        ...stateOf(order, 'PROCESSING'),
        parcels: order.parcelIds.map(parcelId => ({ parcelId, warehouseId: 'whs_1', lines: [{ ...line, weightGrams: order.weightGrams }] })),
        shippingAddress: { ...ADDRESS, countryCode: order.countryCode },
        rate: {
          id: `rat_${order.service}_${'x'.repeat(22)}`,
          name: order.service,
          price: 550,
          promisedDelivery: order.promisedDelivery.toISOString(),
        },
      }),
    pack: (order, parcel = 0) =>
      say(events.parcelPacked, order.id, {
        orderId: order.id,
        parcelId: order.parcelIds[parcel] ?? '',
        warehouseId: 'whs_1',
        weightGrams: order.weightGrams + 150,
        lines: [line],
      }),
    callBack: order => say(events.orderCancelRequested, order.id, { ...stateOf(order, 'CANCELING'), parcelIds: [...order.parcelIds] }),
    cancel: order => say(events.orderCanceled, order.id, { ...stateOf(order, 'CANCELED'), reason: 'CUSTOMER', goods: 'on-shelf' }),
  };
}
