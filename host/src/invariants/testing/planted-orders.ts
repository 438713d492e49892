import { longAgo } from './delivered-order.ts';
import { life, type Planted, planted } from './planted.ts';

const past = longAgo.toISOString();

export const plantedInOrders: readonly Planted[] = [
  planted('a cent too much', 'an order’s total adds up', 'ord_1', 'orders', 'UPDATE "order" SET total = total + 1'),
  planted('a line that costs more than it says', 'an order’s lines add up', 'ord_1', 'orders', 'UPDATE order_line SET total = total + 1'),
  planted('an order without lines', 'an order’s lines add up', 'ord_1', 'orders', 'DELETE FROM order_line'),
  planted(
    'two orders of one cart',
    'a cart makes one order at most',
    'ord_1, ord_2',
    'orders',
    `CREATE TEMP TABLE twin AS SELECT * FROM "order"; UPDATE twin SET id = 'ord_2', number = '100002'; INSERT INTO "order" SELECT * FROM twin; DROP TABLE twin`,
  ),
  planted('an order without a history', 'an order has a history', 'ord_1', 'orders', 'DELETE FROM history_entry'),
  planted('a version of 0', 'an order’s versions begin at 1', 'ord_1', 'orders', 'UPDATE "order" SET version = 0'),
  planted(
    'a status that is not the life’s',
    'an order’s columns say what its life says',
    'ord_1',
    'orders',
    `UPDATE "order" SET status = 'SHIPPED', needs_attention = true`,
  ),
  planted(
    'an order that processes without a deadline',
    'who passes has a deadline',
    'ord_1',
    'orders',
    `UPDATE "order" SET ${life('stage', 'PROCESSING')}`,
  ),
  planted(
    'a canceled order that is not refunded and not waited for',
    'who passes has a deadline',
    'ord_1',
    'orders',
    `UPDATE "order" SET ${life('stage', 'CANCELED')}`,
  ),
  planted('a deadline that nobody minds', 'a deadline is a task', 'ord_1', 'orders', `UPDATE "order" SET ${life('deadlines,answer', past)}`),
  planted(
    'a deadline that is minded and not set',
    'a deadline is a task',
    'ord_1',
    'orders',
    `INSERT INTO messaging.task (id, kind, key) VALUES ('tsk_1', 'payment deadline', 'ord_1')`,
  ),
  planted(
    'an order that rests though its time is over',
    'nobody rests past a deadline',
    'ord_1',
    'orders',
    `UPDATE "order" SET ${life('deadlines,patience', past)}`,
  ),
  {
    what: 'an open cart of a placed order',
    invariant: 'a cart ends with its order',
    subject: 'ord_1',
    plant: async ({ redis }) => void (await redis.hset('cart:crt_1', { version: '3', data: '{}' })),
  },
  {
    what: 'goods of a placed order in the cart that its own was merged into',
    invariant: 'a cart ends with its order',
    subject: 'ord_1',
    plant: async ({ redis }) => void (await redis.set('cart-merged:crt_1', '{"into":"crt_2","lines":[]}')),
  },
  planted(
    'a mail that nobody sends',
    'mails that wait are being sent',
    'ord_1',
    'notifications',
    `INSERT INTO notification (id, order_id, kind, occasion, sequence, title, body, email, in_inbox, email_status, created_at)
     VALUES ('ntf_1', 'ord_1', 'order.placed', '', 1, '', '', 'alice@example.org', false, 'QUEUED', now())`,
  ),
  planted(
    'news that was told twice',
    'a customer is told each thing once',
    'ord_1',
    'notifications',
    `INSERT INTO notification (id, order_id, kind, occasion, sequence, title, body, email, in_inbox, email_status, created_at)
     SELECT 'ntf_' || twin, 'ord_1', 'order.placed', '', 1, '', '', 'alice@example.org', false, 'SENT', now() FROM generate_series(1, 2) twin`,
  ),
];
