import { topicOf } from '@micromart/events';
import { streamsOf } from '@micromart/messaging';
import { life, type Planted, planted } from './planted.ts';

const [stream = ''] = streamsOf(topicOf('orders'));
const ofMessage = (id: string): string => `event ->> 'id' = '${id}'`;

export const plantedInMessages: readonly Planted[] = [
  planted(
    'an event that stays in the outbox',
    'what is said is published',
    'orders order.placed 1',
    'orders',
    `UPDATE messaging.outbox SET published_at = NULL WHERE ${ofMessage('order.placed 1')}`,
  ),
  planted(
    'two events with one number',
    'numbers grow',
    'payments ord_1',
    'payments',
    `UPDATE messaging.outbox SET event = jsonb_set(event::jsonb, '{sequence}', '1')::json`,
  ),
  planted(
    'an event that was lost with its transaction',
    'what happened was said',
    'shipments ord_1',
    'shipments',
    `DELETE FROM messaging.outbox WHERE ${ofMessage('shipment.delivered 4')}`,
  ),
  planted('a counter that fell back', 'what happened was said', 'warehouse ord_1', 'warehouse', `UPDATE order_case SET ${life('sequence', 2)}`),
  planted(
    'a task that nobody does',
    'what is due is done',
    'payments capture pay_1',
    'payments',
    `INSERT INTO messaging.task (id, kind, key, due_at) VALUES ('tsk_1', 'capture', 'pay_1', now() - interval '2 minutes')`,
  ),
  planted(
    'a dead letter',
    'nothing is parked',
    'shop stock.level-changed of var_1',
    'shop',
    `INSERT INTO messaging.dead_letter (what, name, subject, origin, body, reason, error, tries)
     VALUES ('event', 'stock.level-changed', 'var_1', 'e', '{}', 'InvalidEvent', 'no', 5)`,
  ),
  {
    what: 'a dead letter of carts',
    invariant: 'nothing is parked',
    subject: 'carts order.placed of ord_1',
    plant: async ({ redis }) => {
      const letter = {
        event: { id: 'e', type: 'order.placed', subject: 'ord_1' },
        reason: 'TypeError',
        error: 'no',
        tries: 5,
        parkedAt: '2026-11-01T12:00:00Z',
      };
      await redis.hset('micromart:dead-letters:carts', 'e', JSON.stringify(letter));
    },
  },
  {
    what: 'an event that a consumer was never given',
    invariant: 'the bus is followed',
    subject: `carts on ${stream}`,
    plant: async ({ redis }) => {
      await redis.xgroup('CREATE', stream, 'carts', '0', 'MKSTREAM');
      await redis.xadd(stream, '1793534400000-0', 'type', 'order.placed', 'event', '{}');
    },
  },
  {
    what: 'an event that a consumer began with and never ended',
    invariant: 'the bus is followed',
    subject: `payments on ${stream}`,
    plant: async ({ redis }) => {
      await redis.xgroup('CREATE', stream, 'payments', '0', 'MKSTREAM');
      await redis.xadd(stream, '1793534400000-0', 'type', 'order.placed', 'event', '{}');
      await redis.xreadgroup('GROUP', 'payments', 'one', 'COUNT', 1, 'STREAMS', stream, '>');
    },
  },
  planted(
    'an event that did not reach a consumer',
    'every event is heard once',
    'warehouse order.placed 1',
    'warehouse',
    `DELETE FROM messaging.inbox WHERE event_id = 'order.placed 1'`,
  ),
];
