import { describe, expect, test } from '@jest/globals';
import * as orders from '@micromart/orders/lifecycle';
import * as payments from '@micromart/payments/lifecycle';
import { isPastCancel, isPastRetry, isPastTaking, isSent } from './past-troubles.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const later = '2099-01-01T00:00:00.000Z';

describe('an order that is shipped, delivered or canceled', () => {
  const past = orders.stages.filter(stage => isPastCancel({ stage } as orders.OrderState));

  test.each(past)('and is %s cannot be canceled by its customer, and comes to no stage where it could', stage => {
    expect(['refused', 'unchanged']).toContain(orders.lifecycle.cancel[stage]);
    const cells = Object.values(orders.lifecycle).map(row => row[stage]);
    const ways = cells.flatMap(cell =>
      typeof cell === 'string' ? [] : cell.flatMap(rule => (typeof rule !== 'string' && rule.to ? [rule.to] : [])),
    );
    expect(past).toEqual(expect.arrayContaining(ways));
  });
});

describe('whatever payments hears', () => {
  const paymentId = 'payment 1';
  const heard = { sequence: 2, data: { total: 1, paymentDueAt: later } };
  const said = { paymentId, url: '', failureCode: 'declined', refunded: 1, amount: 1 };
  const inputs = Object.keys(payments.lifecycle).map(type => ({ type, ...(type.startsWith('order.') ? heard : said) }) as payments.Input);

  const either = [false, true];
  const cases = payments.statuses.flatMap(status =>
    either.flatMap(closing =>
      either.flatMap(confirmed =>
        [0, 1].flatMap(captured =>
          [0, 1].map(
            (refunded): payments.PaymentCase => ({
              ...payments.emptyCase,
              ...{ status, closing, confirmed, captured, refunded },
              ...{ total: 1, tries: 1, due: later, paymentId: status === 'NONE' ? null : paymentId },
            }),
          ),
        ),
      ),
    ),
  );
  const circumstances = { now, newPaymentId: () => 'payment 2' };
  const decisionsOf = (before: payments.PaymentCase): payments.Decision[] => inputs.map(input => payments.decide(before, input, circumstances));
  const takes = ({ commands }: payments.Decision): boolean => commands.some(({ kind }) => kind === 'authorize' || kind === 'capture');

  test('a payment that cannot be tried again never can', () => {
    const past = cases.filter(isPastRetry);
    expect(past.filter(before => payments.decide(before, { type: 'retry' }, circumstances).verdict !== 'refused')).toEqual([]);
    expect(past.flatMap(decisionsOf).filter(({ state }) => !isPastRetry(state))).toEqual([]);
  });

  test('a payment that came to its end asks the provider to authorize or to capture nothing more', () => {
    const decisions = cases.filter(isPastTaking).flatMap(decisionsOf);
    expect(decisions.filter(decision => takes(decision) || !isPastTaking(decision.state))).toEqual([]);
  });

  test('a payment that was sent is not sent again, unless it is tried again', () => {
    const withoutRetry = inputs.filter(({ type }) => type !== 'retry');
    const decisions = cases.filter(isSent).flatMap(before => withoutRetry.map(input => payments.decide(before, input, circumstances)));
    expect(decisions.filter(({ state, commands }) => !isSent(state) || commands.some(({ kind }) => kind === 'authorize'))).toEqual([]);
  });
});
