import { fulfillmentStatus, type OrderState, paymentStatus } from '@micromart/orders';
import { alwaysIn, type Invariant } from './invariant.ts';

interface OrderColumns {
  readonly id: string;
  readonly status: string;
  readonly payment_status: string;
  readonly fulfillment_status: string;
  readonly needs_attention: boolean;
  readonly version: number;
  readonly lifecycle: OrderState;
}

const columnsAgree: Invariant = {
  name: 'an order’s columns say what its life says',
  says: 'Status, payment and fulfillment status, attention and version are those of the lifecycle.',
  holds: 'always',
  async findings(shop) {
    const orders = await shop.rows<OrderColumns>(
      'orders',
      'SELECT id, status, payment_status, fulfillment_status, needs_attention, version, lifecycle FROM "order"',
    );
    return orders.flatMap(order => {
      const { lifecycle } = order;
      const pairs = [
        ['status', order.status, lifecycle.stage],
        ['payment status', order.payment_status, paymentStatus(lifecycle)],
        ['fulfillment status', order.fulfillment_status, fulfillmentStatus(lifecycle)],
        ['needs attention', order.needs_attention, lifecycle.attention !== null],
        ['version', order.version, lifecycle.version],
      ] as const;
      const wrong = pairs.filter(([, column, life]) => column !== life).map(([what, column, life]) => `${what} ${column}, but its life says ${life}`);
      return wrong.length === 0 ? [] : [{ subject: order.id, says: wrong.join('; ') }];
    });
  },
};

export const orders: readonly Invariant[] = [
  ...alwaysIn('orders', [
    [
      'an order’s total adds up',
      'The total is the goods less the discount, with delivery, and with the tax where prices do not include it.',
      `SELECT id AS subject, 'total ' || total || ' of goods ' || subtotal || ', discount ' || discount || ', delivery ' || shipping || ', tax ' || tax AS says
       FROM "order" WHERE total <> subtotal - discount + shipping + CASE WHEN tax_included THEN 0 ELSE tax END`,
    ],
    [
      'an order’s lines add up',
      'There are lines, each adds up, and together they come to the order’s goods and discount, and to no more than its tax.',
      `SELECT o.id AS subject, CASE WHEN l.lines IS NULL THEN 'no lines' ELSE 'lines come to goods ' || l.subtotal || ', discount ' || l.discount || ', tax '
           || l.tax || '; the order has ' || o.subtotal || ', ' || o.discount || ', ' || o.tax || CASE WHEN l.odd THEN '; a line does not add up' ELSE '' END END AS says
       FROM "order" o LEFT JOIN (
         SELECT l.order_id, count(*) AS lines, sum(l.unit_price * l.quantity) AS subtotal, sum(l.discount) AS discount, sum(l.tax) AS tax,
           bool_or(l.total <> l.unit_price * l.quantity - l.discount + CASE WHEN o.tax_included THEN 0 ELSE l.tax END) AS odd
         FROM order_line l JOIN "order" o ON o.id = l.order_id GROUP BY l.order_id) l ON l.order_id = o.id
       WHERE l.lines IS NULL OR l.odd OR l.subtotal <> o.subtotal OR l.discount <> o.discount OR l.tax > o.tax`,
    ],
    [
      'a cart makes one order at most',
      'No two orders were made of one cart.',
      `SELECT string_agg(id, ', ' ORDER BY id) AS subject, 'all of one cart' AS says FROM "order" GROUP BY cart_id HAVING count(*) > 1`,
    ],
    [
      'an order has a history',
      'What happened to an order is written down, from the placing on.',
      `SELECT o.id AS subject, 'no word of its placing' AS says FROM "order" o
       WHERE NOT EXISTS (SELECT FROM history_entry h WHERE h.order_id = o.id AND h.type = 'order.placed')`,
    ],
    [
      'an order’s versions begin at 1',
      'Version and sequence are 1 or more.',
      `SELECT id AS subject, 'version ' || version || ', sequence ' || (lifecycle ->> 'sequence') AS says FROM "order"
       WHERE version < 1 OR (lifecycle ->> 'sequence')::int < 1`,
    ],
  ]),
  columnsAgree,
];
