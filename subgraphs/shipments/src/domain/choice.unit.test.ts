import { describe, expect, test } from '@jest/globals';
import { type CarrierAnswer, choose, type Quote, strategyNames } from './choice.ts';

const PROMISED = new Date('2026-11-25T20:00:00Z');
const quote = (carrierCode: string, price: number, day: number, emissionGrams: number): Quote => ({
  outcome: 'quoted',
  carrierCode,
  price,
  currency: 'EUR',
  estimatedDelivery: `2026-11-${day}T18:00:00.000Z`,
  emissionGrams,
});
const post = quote('post', 400, 26, 300);
const courier = quote('courier', 900, 20, 900);
const bike = quote('bike', 500, 25, 30);
const answers: readonly CarrierAnswer[] = [post, courier, bike, { outcome: 'failed', carrierCode: 'late', reason: 'it did not answer in time' }];
const chosen = (strategy: (typeof strategyNames)[number], among = answers, promised = PROMISED) => choose(strategy, among, promised)?.carrierCode;

describe('the choice of a carrier', () => {
  test('goes by price, by speed, by emission, or by what was promised', () => {
    expect(strategyNames.map(strategy => chosen(strategy))).toEqual(['post', 'courier', 'bike', 'bike']);
  });

  test('breaks a promise that nobody can keep by as little as possible', () => {
    expect(chosen('as-promised', answers, new Date('2026-11-19T00:00:00Z'))).toBe('courier');
  });

  test('leaves out whoever refused, failed or did not answer', () => {
    expect(chosen('cheapest', [{ outcome: 'refused', carrierCode: 'post', reason: 'too heavy' }, courier])).toBe('courier');
    expect(chosen('cheapest', answers.slice(3))).toBeUndefined();
  });

  test('is the same however the answers came in', () => {
    const twins = [quote('b', 400, 25, 30), quote('a', 400, 25, 30)];
    for (const strategy of strategyNames) expect(chosen(strategy, twins)).toBe(chosen(strategy, twins.toReversed()));
  });
});
