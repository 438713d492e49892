import { describe, expect, test } from '@jest/globals';
import { markets } from '@micromart/markets';
import { ratesFor, weightOf } from './rates.ts';

const NOW = new Date('2026-11-19T09:00:00Z'); // a Thursday
const home = { weightGrams: 1_200, countryCode: 'DE', currency: 'EUR' };
const brief = (rates: ReturnType<typeof ratesFor>) => rates.map(({ service, price }) => [service, price.amount]);

describe('delivery rates', () => {
  test('are listed cheapest first, in the currency of the cart', () => {
    expect(brief(ratesFor(home, NOW))).toEqual([
      ['standard', 550],
      ['green', 660],
      ['express', 1_120],
    ]);
    expect(ratesFor({ ...home, countryCode: 'US', currency: 'USD' }, NOW)[0]).toMatchObject({
      name: 'Standard',
      price: { amount: 820, currency: 'USD' },
    });
  });

  test('count a kilogram begun as a kilogram, and nothing as one', () => {
    const standard = (weightGrams: number): number | undefined => ratesFor({ ...home, weightGrams }, NOW)[0]?.price.amount;
    expect([0, 1, 1_000, 1_001, 2_000, 2_001].map(standard)).toEqual([490, 490, 490, 550, 550, 610]);
  });

  test('offer freight for what is heavy, and nothing that a service cannot carry', () => {
    const services = (weightGrams: number) => ratesFor({ ...home, weightGrams }, NOW).map(rate => rate.service);
    expect(services(15_001)).not.toContain('green');
    expect(services(25_000)).toContain('freight');
    expect(services(30_001)).toEqual(['freight']);
    expect(services(1_000_001)).toEqual([]);
  });

  test('are empty where the shop does not deliver and in a currency that it has no prices in', () => {
    expect(ratesFor({ ...home, countryCode: 'AQ' }, NOW)).toEqual([]);
    expect(ratesFor({ ...home, currency: 'GBP' }, NOW)).toEqual([]);
  });

  test('are empty for what no cart could be sent to in its currency', () => {
    for (const countryCode of ['CH', 'GB', 'NO', 'IS', 'LI', 'CA', 'US']) expect(ratesFor({ ...home, countryCode }, NOW)).toEqual([]);
    for (const countryCode of ['DE', 'CA']) expect(ratesFor({ ...home, countryCode, currency: 'USD' }, NOW)).toEqual([]);
  });

  test('are had in every country of a market', () => {
    for (const { currency, countries } of markets)
      for (const countryCode of countries) expect(ratesFor({ ...home, countryCode, currency }, NOW)).not.toEqual([]);
  });

  test('promise a working day, counted from now', () => {
    const express = (now: string) =>
      ratesFor(home, new Date(now))
        .find(rate => rate.service === 'express')
        ?.estimatedDelivery.toISOString();
    expect(express('2026-11-17T23:59:00Z')).toBe('2026-11-19T20:00:00.000Z');
    expect(express('2026-11-19T09:00:00Z')).toBe('2026-11-23T20:00:00.000Z');
    expect(express('2026-11-21T09:00:00Z')).toBe('2026-11-24T20:00:00.000Z');
  });

  test('weigh a cart by its lines, and know when a weight is missing', () => {
    expect(
      weightOf([
        { quantity: 3, weightGrams: 200 },
        { quantity: 1, weightGrams: 0 },
      ]),
    ).toBe(600);
    expect(
      weightOf([
        { quantity: 1, weightGrams: 200 },
        { quantity: 1, weightGrams: null },
      ]),
    ).toBeNull();
  });
});
