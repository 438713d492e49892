import { expect, test } from '@jest/globals';
import { reconcile, standing } from './reconciliation.ts';

const entry = (paymentId: string, net: number, currency = 'EUR') => ({ paymentId, net, currency });

test('two ledgers that agree have no differences', () => {
  expect(reconcile([entry('pay_1', 1_000)], [entry('pay_1', 1_200), entry('pay_1', -200)])).toEqual([
    { currency: 'EUR', ledger: 1_000, provider: 1_000, differences: [] },
  ]);
});

test('a charge that we do not know of, one that the provider does not know of, and one that differs are each named', () => {
  expect(reconcile([entry('pay_1', 500), entry('pay_2', 700)], [entry('pay_2', 600), entry('pay_3', 900)])).toEqual([
    {
      currency: 'EUR',
      ledger: 1_200,
      provider: 1_500,
      differences: [
        { paymentId: 'pay_1', ledger: 500, provider: null },
        { paymentId: 'pay_2', ledger: 700, provider: 600 },
        { paymentId: 'pay_3', ledger: null, provider: 900 },
      ],
    },
  ]);
});

test('currencies are never added up', () => {
  expect(reconcile([entry('pay_1', 500), entry('pay_2', 700, 'USD')], [entry('pay_1', 500)])).toEqual([
    { currency: 'EUR', ledger: 500, provider: 500, differences: [] },
    { currency: 'USD', ledger: 700, provider: 0, differences: [{ paymentId: 'pay_2', ledger: 700, provider: null }] },
  ]);
});

test('what differed in one of two looks only was on its way', () => {
  const first = reconcile([entry('pay_1', 500), entry('pay_2', 700)], [entry('pay_2', 600), entry('pay_3', 900)]);
  const second = reconcile([entry('pay_1', 500), entry('pay_2', 600), entry('pay_4', 100)], [entry('pay_2', 600), entry('pay_3', 800)]);
  expect(standing(first, second)).toEqual([
    { currency: 'EUR', ledger: 1_200, provider: 1_400, differences: [{ paymentId: 'pay_1', ledger: 500, provider: null }] },
  ]);
});
