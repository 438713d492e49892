import { describe, expect, test } from '@jest/globals';
import { profiles } from './profiles.ts';
import { afterWorkingDays, type ParcelToCarry, quoteOf } from './tariff.ts';

const NOW = new Date('2026-11-19T09:00:00Z'); // a Thursday
const parcel: ParcelToCarry = { reference: 'pcl_1', countryCode: 'DE', postalCode: '10115', weightGrams: 1_200, currency: 'EUR' };
const quotes = (over: Partial<ParcelToCarry>) => profiles.map(profile => ({ code: profile.code, ...quoteOf(profile, { ...parcel, ...over }, NOW) }));
const takers = (over: Partial<ParcelToCarry>): string[] => quotes(over).flatMap(({ code, outcome }) => (outcome === 'quoted' ? [code] : []));

describe('what the carriers ask', () => {
  test('each is best at something', () => {
    const asked = quotes({}).flatMap(quote => (quote.outcome === 'quoted' ? [quote] : []));
    expect(asked.toSorted((a, b) => a.price - b.price)[0]?.code).toBe('posthorn');
    expect(asked.toSorted((a, b) => a.estimatedDelivery.getTime() - b.estimatedDelivery.getTime())[0]?.code).toBe('meridian');
    expect(asked.toSorted((a, b) => a.emissionGrams - b.emissionGrams)[0]?.code).toBe('veloline');
    expect(takers({ weightGrams: 80_000 })).toEqual(['atlas']);
  });

  test('a kilogram begun is a kilogram charged, in the currency that is asked for', () => {
    expect(quotes({ weightGrams: 1_000 })[0]).toMatchObject({ price: 335, currency: 'EUR' });
    expect(quotes({ weightGrams: 1_001 })[0]).toMatchObject({ price: 380, currency: 'EUR' });
    expect(quotes({ countryCode: 'US', currency: 'USD' })[0]).toMatchObject({ price: 710, currency: 'USD' });
  });

  test('where a carrier does not go, what it cannot lift and what it does not bill in is refused with the reason', () => {
    expect(takers({ countryCode: 'SE' })).toEqual(['posthorn', 'meridian']);
    expect(takers({ countryCode: 'AQ' })).toEqual([]);
    expect(takers({ currency: 'GBP' })).toEqual([]);
    expect(quotes({ countryCode: 'SE' })[2]).toMatchObject({ outcome: 'refused', reason: 'Veloline Bike and Rail does not go to SE' });
  });

  test('delivery days leave out the weekend', () => {
    expect(afterWorkingDays(NOW, 1)).toEqual(new Date('2026-11-20T18:00:00Z'));
    expect(afterWorkingDays(NOW, 2)).toEqual(new Date('2026-11-23T18:00:00Z'));
  });
});
