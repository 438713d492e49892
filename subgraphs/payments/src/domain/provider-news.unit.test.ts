import { describe, expect, test } from '@jest/globals';
import { emptyCase } from './payment-case.ts';
import { paymentStatusOf } from './payment-status.ts';
import { methodNameOf, newsOf, type ReportedCharge } from './provider-news.ts';
import { returnUrlAllowed } from './return-url.ts';

const charge: ReportedCharge = {
  reference: 'pay_1',
  status: 'authorized',
  refunded: 0,
  failureCode: null,
  final: false,
  actionUrl: null,
  brand: 'Visa',
  lastFour: '4242',
};

describe('a report of the provider', () => {
  test.each<[Partial<ReportedCharge>, readonly string[]]>([
    [{}, ['provider.authorized']],
    [{ status: 'action_required', actionUrl: 'https://bank.test/' }, ['provider.action-required']],
    [{ status: 'captured' }, ['provider.captured']],
    [{ status: 'captured', refunded: 500 }, ['provider.captured', 'provider.refunded']],
    [{ status: 'declined', failureCode: 'declined' }, ['provider.declined']],
    [{ status: 'declined', failureCode: 'fraud', final: true }, ['provider.denied']],
    [{ status: 'voided' }, ['provider.voided']],
    [{ status: 'lapsed' }, ['provider.voided']],
  ])('%j is the news %j', (reported, types) => {
    expect(newsOf({ ...charge, ...reported }).map(({ type }) => type)).toEqual(types);
  });

  test('names the card for people', () => {
    expect(methodNameOf(charge)).toBe('Visa, ending in 4242');
  });
});

test('a payment that is being captured is still authorized to people, and a denied one has failed', () => {
  expect(paymentStatusOf({ ...emptyCase, status: 'CAPTURING' })).toBe('AUTHORIZED');
  expect(paymentStatusOf({ ...emptyCase, status: 'DENIED' })).toBe('FAILED');
});

test.each([
  [0, 'CAPTURED'],
  [1, 'PARTIALLY_REFUNDED'],
  [1_000, 'REFUNDED'],
])('a captured payment of 1000 of which %i went back is %s', (refunded, status) => {
  expect(paymentStatusOf({ ...emptyCase, status: 'CAPTURED', captured: 1_000, refunded })).toBe(status);
});

test('customers are sent back to listed origins alone', () => {
  const origins = ['https://shop.test'];
  expect(returnUrlAllowed('https://shop.test/back?order=1', origins)).toBe(true);
  for (const url of ['https://shop.test.evil.test/', 'http://shop.test/', 'https://shop.test@evil.test/', '//shop.test/', 'javascript:alert(1)']) {
    expect(returnUrlAllowed(url, origins)).toBe(false);
  }
});
