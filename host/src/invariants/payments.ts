import { alwaysIn } from './invariant.ts';

/** What was done to each payment, as far as it went well. */
const DONE = `
  SELECT payment_id, coalesce(sum(amount) FILTER (WHERE kind = 'CAPTURE'), 0) AS captured, coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded,
    count(*) FILTER (WHERE kind = 'CAPTURE') AS captures
  FROM payment_transaction WHERE succeeded GROUP BY payment_id`;

/** What must be tried until the provider has answered, by the task that tries it. */
const TO_BE_DONE = `
  SELECT id AS key, ARRAY['authorize', 'ask'] AS kinds, 'is PENDING' AS why FROM payment WHERE status = 'PENDING'
  UNION ALL SELECT lifecycle ->> 'paymentId', ARRAY['capture', 'ask'], 'is to be captured' FROM payment_case WHERE lifecycle ->> 'status' = 'CAPTURING'
  UNION ALL SELECT lifecycle ->> 'paymentId', ARRAY['void', 'ask'], 'is to be let go' FROM payment_case
    WHERE lifecycle ->> 'status' IN ('AUTHORIZED', 'ACTION_REQUIRED') AND (lifecycle ->> 'closing')::boolean
  UNION ALL SELECT id, ARRAY['refund'], 'is to be refunded' FROM refund WHERE status = 'PENDING'`;

export const payments = alwaysIn('payments', [
  [
    'an order has one living payment at most',
    'No order has two payments that neither failed nor were let go.',
    `SELECT order_id AS subject, string_agg(id || ' ' || status, ', ' ORDER BY number) AS says FROM payment
     WHERE status NOT IN ('FAILED', 'VOIDED') GROUP BY order_id HAVING count(*) > 1`,
  ],
  [
    'payments stay within bounds',
    'No more is refunded than was captured, and no more is captured than was agreed.',
    `SELECT id AS subject, 'amount ' || amount || ', captured ' || captured || ', refunded ' || refunded AS says FROM payment
     WHERE amount < 0 OR captured < 0 OR captured > amount OR refunded < 0 OR refunded > captured`,
  ],
  [
    'transactions add up to the payment',
    'What was captured and refunded is the sum of what was done, one by one.',
    `SELECT p.id AS subject, 'captured ' || p.captured || ', refunded ' || p.refunded || ', but transactions come to ' || coalesce(d.captured, 0) || ' and '
         || coalesce(d.refunded, 0) AS says
     FROM payment p LEFT JOIN (${DONE}) d ON d.payment_id = p.id WHERE p.captured <> coalesce(d.captured, 0) OR p.refunded <> coalesce(d.refunded, 0)`,
  ],
  [
    'we capture once, and all of it',
    'All payments of an order together were captured at most once, for the order’s total.',
    `SELECT c.order_id AS subject, 'captured ' || captures || ' times, ' || captured || ' of ' || (c.lifecycle ->> 'total') AS says
     FROM payment_case c JOIN (
       SELECT p.order_id, sum(d.captures) AS captures, sum(d.captured) AS captured FROM payment p JOIN (${DONE}) d ON d.payment_id = p.id GROUP BY p.order_id
     ) d ON d.order_id = c.order_id
     WHERE captures > 1 OR (captures = 1 AND captured <> (c.lifecycle ->> 'total')::bigint)`,
  ],
  [
    'a case knows its newest payment',
    'The case says of the newest payment what the payment says of itself.',
    `SELECT c.order_id AS subject, 'the case says ' || l.status || ', captured ' || l.captured || ', refunded ' || l.refunded
         || coalesce('; payment ' || p.id || ' says ' || p.status || ', ' || p.captured || ', ' || p.refunded, '; there is no such payment') AS says
     FROM payment_case c
     CROSS JOIN LATERAL jsonb_to_record(c.lifecycle) AS l(status text, "paymentId" text, tries int, total bigint, captured bigint, refunded bigint)
     LEFT JOIN payment p ON p.id = l."paymentId" AND p.order_id = c.order_id AND p.number = l.tries
     WHERE (l."paymentId" IS NOT NULL OR l.status <> 'NONE')
       AND NOT coalesce(p.amount = l.total AND p.captured = l.captured AND p.refunded = l.refunded AND CASE l.status
         WHEN 'CAPTURING' THEN p.status = 'AUTHORIZED' WHEN 'DENIED' THEN p.status = 'FAILED'
         WHEN 'CAPTURED' THEN p.status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') ELSE p.status = l.status END, false)`,
  ],
  [
    'refunds add up to the payment',
    'What was refunded is the sum of the refunds that are done, and what is being refunded of those that wait.',
    `SELECT c.order_id AS subject, 'refunded ' || (lifecycle ->> 'refunded') || ' and ' || (lifecycle ->> 'refunding') || ' under way, but refunds come to '
         || r.done || ' and ' || r.pending AS says
     FROM payment_case c CROSS JOIN LATERAL (
       SELECT coalesce(sum(amount) FILTER (WHERE status = 'DONE'), 0) AS done, coalesce(sum(amount) FILTER (WHERE status = 'PENDING'), 0) AS pending
       FROM refund WHERE payment_id = c.lifecycle ->> 'paymentId') r
     WHERE r.done <> (lifecycle ->> 'refunded')::bigint OR r.pending <> (lifecycle ->> 'refunding')::bigint`,
  ],
  [
    'what waits for the provider is being tried',
    'Every payment and refund that is not answered has a task that calls the provider.',
    `SELECT key AS subject, why || ', and nobody does it' AS says FROM (${TO_BE_DONE}) w
     WHERE NOT EXISTS (SELECT FROM messaging.task t WHERE t.key = w.key AND t.kind = ANY (w.kinds))`,
  ],
]);
