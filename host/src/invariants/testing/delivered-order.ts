import type { OrderState } from '@micromart/orders';
import { said } from './said.ts';
import type { World } from './world.ts';

/** Long ago: all had time to settle. */
export const longAgo = new Date('2026-11-01T12:00:00Z');

const paid = { paymentId: 'pay_1', captured: 1_490, refunded: 0, failureCode: null };

/** An order that was paid, sent in one parcel and delivered. */
export const deliveredLife: OrderState = {
  stage: 'DELIVERED',
  version: 9,
  sequence: 4,
  reason: null,
  attention: null,
  guest: false,
  promisedDelivery: longAgo.toISOString(),
  stock: { status: 'HELD', sequence: 1, allocations: [{ orderLineId: 'oln_1', warehouseId: 'whs_1', quantity: 2 }], short: false },
  payment: { status: 'CAPTURED', sequence: 2, ...paid },
  picks: { pcl_1: { status: 'PACKED', sequence: 3 } },
  parcels: { pcl_1: { status: 'DELIVERED', sequence: 4, warehouseId: 'whs_1' } },
  refusal: { sequence: 0 },
  deadlines: { payment: null, answer: null, patience: null },
  repeats: 0,
};

/** Puts a delivered order `ord_1` of 2 units for 14.90 into every database, as the shop would have left it. */
export async function plantDeliveredOrder(world: World): Promise<void> {
  await plantOrder(world);
  await plantPayment(world);
  await plantGoods(world);
  await plantParcel(world);
}

async function plantOrder({ insert }: World): Promise<void> {
  const goods = { subtotal: 1_000, discount: 0, tax: 238 };
  await insert('orders', '"order"', {
    ...{ id: 'ord_1', number: '100001', cart_id: 'crt_1', email: 'alice@example.org', currency: 'EUR', ...goods, shipping: 490, total: 1_490 },
    ...{ status: 'DELIVERED', payment_status: 'PAID', fulfillment_status: 'DELIVERED', lifecycle: deliveredLife, version: 9, tax_included: true },
    ...{ tax_lines: [], discounts: [], shipping_address: {}, billing_address: {}, shipping_rate: {}, payment_method: {}, search_text: '' },
    ...{ placed_at: longAgo, updated_at: longAgo },
  });
  const line = { id: 'oln_1', order_id: 'ord_1', position: 1, variant_id: 'var_1', sku: 'SPOON', name: 'Spoon', quantity: 2, weight_grams: 11 };
  await insert('orders', 'order_line', { ...line, unit_price: 500, discount: 0, tax: 160, total: 1_000 });
  await insert('orders', 'history_entry', { id: 'evt_1', order_id: 'ord_1', type: 'order.placed', message: 'placed', occurred_at: longAgo });
  await said({ insert }, 'orders', ['order.placed', 'order.confirmed', 'shipment.requested', 'order.delivered'], longAgo);
}

async function plantPayment({ insert }: World): Promise<void> {
  const life = { status: 'CAPTURED', sequence: 2, tries: 1, total: 1_490, refunding: 0, confirmed: true, closing: false, ...paid };
  await insert('payments', 'payment_case', { order_id: 'ord_1', currency: 'EUR', lifecycle: life, created_at: longAgo });
  const sums = { currency: 'EUR', amount: 1_490, captured: 1_490 };
  const payment = { id: 'pay_1', order_id: 'ord_1', number: 1, method_name: 'Card', token: 'tok_visa', charge_id: 'ch_1' };
  await insert('payments', 'payment', { ...payment, ...sums, status: 'CAPTURED', created_at: longAgo });
  for (const [at, kind] of ['AUTHORIZATION', 'CAPTURE'].entries()) {
    const done = { kind, amount: 1_490, succeeded: true, occurred_at: longAgo };
    await insert('payments', 'payment_transaction', { id: `ptx_${at}`, payment_id: 'pay_1', provider_reference: `op_${at}`, ...done });
    await insert('provider', 'operation', { id: `op_${at}`, charge_id: 'ch_1', ...done });
  }
  const card = { token: 'tok_visa', brand: 'Visa', last_four: '4242', created_at: longAgo };
  await insert('provider', 'charge', { id: 'ch_1', reference: 'pay_1', idempotency_key: 'pay_1', ...sums, ...card, status: 'captured' });
  await said({ insert }, 'payments', ['payment.authorized', 'payment.captured'], longAgo);
}

async function plantGoods({ insert }: World): Promise<void> {
  const parcels = { pcl_1: { warehouseId: 'whs_1', status: 'SHIPPED', returnedEarly: false } };
  const life = { status: 'HELD', sequence: 3, parcels };
  await insert('warehouse', 'order_case', { order_id: 'ord_1', order_number: '100001', lifecycle: life, created_at: longAgo });
  const place = { variant_id: 'var_1', shelf_id: 'shf_1' };
  await insert('warehouse', 'stock_level', { id: 'lvl_1', ...place, on_hand: 8, allocated: 0 });
  for (const [kind, quantity] of Object.entries({ RECEIVE: 10, ALLOCATE: 2, SHIP: -2 })) {
    await insert('warehouse', 'stock_movement', {
      ...{
        id: `mov_${kind}`,
        kind,
        ...place,
        warehouse_id: 'whs_1',
        quantity,
        reference: kind === 'RECEIVE' ? 'delivery 7' : '100001',
        occurred_at: longAgo,
      },
    });
  }
  const held = { id: 'alc_1', order_id: 'ord_1', order_line_id: 'oln_1', ...place, warehouse_id: 'whs_1', quantity: 2, status: 'SHIPPED' };
  await insert('warehouse', 'allocation', { ...held, sku: 'SPOON', name: 'Spoon', weight_grams: 11, pick_task_id: 'pcl_1', picked: 2 });
  const task = { id: 'pcl_1', order_id: 'ord_1', order_number: '100001', warehouse_id: 'whs_1', status: 'PACKED' };
  await insert('warehouse', 'pick_task', { ...task, created_at: longAgo, updated_at: longAgo });
  await said({ insert }, 'warehouse', ['stock.allocated', 'pick.started', 'parcel.packed'], longAgo);
}

async function plantParcel({ insert }: World): Promise<void> {
  const life = { sequence: 4, requested: true, closing: false, parcels: { pcl_1: { status: 'DELIVERED', packed: true } } };
  await insert('shipments', 'order_case', { order_id: 'ord_1', lifecycle: life, created_at: longAgo });
  const carrier = { booking_key: 'pcl_1.1.SWIFT', carrier_code: 'SWIFT', tracking_number: 'SW1' };
  const parcel = { id: 'pcl_1', order_id: 'ord_1', warehouse_id: 'whs_1', status: 'DELIVERED', lines: [], weight_grams: 172 };
  await insert('shipments', 'shipment', { ...parcel, ...carrier, created_at: longAgo, updated_at: longAgo });
  const booking = { key: 'pcl_1.1.SWIFT', shipment_id: 'pcl_1', carrier_code: 'SWIFT', status: 'BOOKED', tracking_number: 'SW1' };
  await insert('shipments', 'booking', { ...booking, created_at: longAgo });
  const journey = { tracking_number: 'SW1', carrier_code: 'SWIFT', idempotency_key: 'pcl_1.1.SWIFT', reference: 'pcl_1', status: 'DELIVERED' };
  await insert('carriers', 'parcel', { ...journey, recipient: {}, label_key: 'label', weight_grams: 172, created_at: longAgo });
  for (const status of ['PICKED_UP', 'DELIVERED']) {
    const news = { carrier_event_id: `SWIFT-${status}`, status, location: 'Berlin', message: status, occurred_at: longAgo };
    await insert('carriers', 'news', { ...news, tracking_number: 'SW1', due_at: longAgo, tellings: 0 });
    await insert('shipments', 'tracking_event', {
      ...{ ...news, id: `trk_${status}`, shipment_id: 'pcl_1', booking_key: 'pcl_1.1.SWIFT', obeyed: true, received_at: longAgo },
    });
  }
  await said({ insert }, 'shipments', ['shipment.created', 'shipment.ready', 'shipment.left', 'shipment.delivered'], longAgo);
}
