import { randomUUID } from 'node:crypto';
import { type Envelope, type EventDefinition, orderCanceled, orderConfirmed, orderPlaced, type OrderState } from '@micromart/events';
import { newId } from '@micromart/service';

/** What orders says to payments. Each order counts its own events. */
export interface OrdersPart {
  /** A new order's id; nobody has heard of it yet. */
  newOrder(order?: Partial<TestOrder>): TestOrder;
  place(order: TestOrder): Promise<void>;
  confirm(order: TestOrder): Promise<void>;
  cancel(order: TestOrder): Promise<void>;
}

export interface TestOrder {
  readonly id: string;
  readonly customerId: string | null;
  readonly total: number;
  readonly token: string;
  readonly returnUrl: string | null;
  /** When trying again ends. */
  readonly paymentDueAt: Date;
}

export function playOrders(publish: (event: Envelope) => Promise<void>): OrdersPart {
  const counters = new Map<string, number>();

  function say<Payload>(definition: EventDefinition<string, Payload>, order: TestOrder, data: Payload): Promise<void> {
    const sequence = (counters.get(order.id) ?? 0) + 1;
    counters.set(order.id, sequence);
    return publish({
      specversion: '1.0',
      id: randomUUID(),
      source: '/micromart/orders',
      type: definition.type,
      subject: order.id,
      time: new Date().toISOString(),
      dataschema: `${definition.type}/v1`,
      sequence,
      correlationid: order.id,
      data,
    });
  }

  const stateOf = ({ id, customerId, total }: TestOrder, status: OrderState['status']): OrderState => ({
    orderId: id,
    number: 'M-100001',
    version: 1,
    status,
    customerId,
    email: 'alice@example.test',
    currency: 'EUR',
    total,
    refunded: 0,
  });
  const address = {
    name: 'Alice',
    company: null,
    line1: 'Main Street 1',
    line2: null,
    city: 'Bonn',
    region: null,
    postalCode: '53111',
    countryCode: 'DE',
  };

  return {
    newOrder: order => ({
      id: newId('ord'),
      customerId: null,
      total: 12_900,
      token: 'tok_visa',
      returnUrl: null,
      paymentDueAt: new Date(Date.now() + 60_000),
      ...order,
    }),
    place: order =>
      say(orderPlaced, order, {
        ...stateOf(order, 'PLACED'),
        cartId: 'crt_1',
        lines: [],
        shippingAddress: { ...address, phone: null },
        paymentMethod: { token: order.token, returnUrl: order.returnUrl },
        placedAt: new Date().toISOString(),
        paymentDueAt: order.paymentDueAt.toISOString(),
      }),
    confirm: order => say(orderConfirmed, order, stateOf(order, 'CONFIRMED')),
    cancel: order => say(orderCanceled, order, { ...stateOf(order, 'CANCELED'), reason: 'CUSTOMER', goods: 'on-shelf' }),
  };
}
