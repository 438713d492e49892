import { alwaysIn } from './invariant.ts';

export const notifications = alwaysIn('notifications', [
  [
    'mails that wait are being sent',
    'Every order with a queued mail has a task that sends it.',
    `SELECT DISTINCT n.order_id AS subject, n.kind || ' is queued, and nobody sends it' AS says FROM notification n
     WHERE n.email_status = 'QUEUED' AND NOT EXISTS (SELECT FROM messaging.task t WHERE t.kind = 'order mails' AND t.key = n.order_id)`,
  ],
  [
    'a customer is told each thing once',
    'No two notifications of an order are about the same event.',
    `SELECT order_id AS subject, kind || ' was told ' || count(*) || ' times' AS says FROM notification GROUP BY order_id, kind, occasion HAVING count(*) > 1`,
  ],
]);
