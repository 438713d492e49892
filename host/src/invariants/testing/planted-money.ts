import { life, type Planted, planted } from './planted.ts';

/** A second payment of the order, or a second charge. */
const second = (table: string, changes: string): string =>
  `CREATE TEMP TABLE twin AS SELECT * FROM ${table}; UPDATE twin SET ${changes}; INSERT INTO ${table} SELECT * FROM twin; DROP TABLE twin`;
const capturedTwice = (table: string, changes: string): string =>
  `CREATE TEMP TABLE twin AS SELECT * FROM ${table} WHERE kind = 'CAPTURE'; UPDATE twin SET ${changes}; INSERT INTO ${table} SELECT * FROM twin; DROP TABLE twin`;

const setDeadline = `UPDATE "order" SET ${life('stage', 'CANCELED')}`;

export const plantedInMoney: readonly Planted[] = [
  planted(
    'two payments that live',
    'an order has one living payment at most',
    'ord_1',
    'payments',
    second('payment', `id = 'pay_2', number = 2, status = 'AUTHORIZED', captured = 0`),
  ),
  planted('more refunded than captured', 'payments stay within bounds', 'pay_1', 'payments', 'UPDATE payment SET refunded = 1500'),
  planted('a capture that is in no transaction', 'transactions add up to the payment', 'pay_1', 'payments', 'DELETE FROM payment_transaction'),
  planted(
    'a second capture in our books',
    'we capture once, and all of it',
    'ord_1',
    'payments',
    capturedTwice('payment_transaction', `id = 'ptx_9', provider_reference = 'op_9'`),
  ),
  planted('a capture of a part', 'we capture once, and all of it', 'ord_1', 'payments', 'UPDATE payment_transaction SET amount = 1000'),
  planted('a case that says other than its payment', 'a case knows its newest payment', 'ord_1', 'payments', `UPDATE payment SET status = 'VOIDED'`),
  planted(
    'a refund that nobody promised',
    'refunds add up to the payment',
    'ord_1',
    'payments',
    `UPDATE payment_case SET ${life('refunded', 500)}; UPDATE payment SET refunded = 500`,
  ),
  planted(
    'a payment that nobody asks for',
    'what waits for the provider is being tried',
    'pay_1',
    'payments',
    `UPDATE payment SET status = 'PENDING'`,
  ),
  planted(
    'a refund that nobody sends',
    'what waits for the provider is being tried',
    'ptx_8',
    'payments',
    `INSERT INTO refund (id, payment_id, amount, status, reason, created_at) VALUES ('ptx_8', 'pay_1', 100, 'PENDING', '', now())`,
  ),
  planted(
    'a second capture at the provider',
    'an order is captured once, for its total',
    'ord_1',
    'provider',
    capturedTwice('operation', `id = 'op_9'`),
  ),
  planted('another sum captured than agreed', 'an order is captured once, for its total', 'ord_1', 'provider', 'UPDATE charge SET captured = 1489'),
  planted('goods sent that nobody paid', 'what is sent was paid', 'ord_1', 'provider', `UPDATE charge SET captured = 0, status = 'voided'`),
  planted('a canceled order whose money was kept', 'what is canceled is refunded', 'ord_1', 'orders', setDeadline),
  planted('money held for a delivered order', 'no money is held without need', 'ord_1', 'provider', `UPDATE charge SET status = 'authorized'`),
  planted('a refund that only the provider knows of', 'our books are the provider’s', 'pay_1', 'provider', 'UPDATE charge SET refunded = 100'),
  planted('a captured payment without a charge', 'our books are the provider’s', 'pay_1', 'provider', 'DELETE FROM charge'),
  planted(
    'a charge for no payment of ours',
    'no charge is strange to us',
    'ch_2',
    'provider',
    second('charge', `id = 'ch_2', reference = 'pay_9', idempotency_key = 'pay_9'`),
  ),
  planted(
    'a capture that the order never heard of',
    'an order knows its payment',
    'ord_1',
    'orders',
    `UPDATE "order" SET ${life('payment,captured', 0)}`,
  ),
  planted('an order without a payment', 'an order knows its payment', 'ord_1', 'payments', 'DELETE FROM payment'),
  planted('a payment for an order that nobody placed', 'a payment is for an order', 'pay_1', 'orders', 'DELETE FROM "order"'),
];
