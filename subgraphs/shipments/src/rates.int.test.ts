import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphResponse } from '@micromart/service';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterAll(() => world.close());

const ENTITIES = 'query($of: [_Any!]!) { _entities(representations: $of)';
/** Of the answer's root field. */
const answerOf = <Value>({ data }: SubgraphResponse, field: string): Value => (data ?? {})[field] as Value;
const codesOf = ({ errors }: SubgraphResponse) => (errors ?? []).map(error => error.extensions?.['code']);

describe('rates', () => {
  const cart = {
    __typename: 'Cart',
    id: 'crt_alice',
    currency: 'EUR',
    shippingAddress: { __typename: 'Address', countryCode: 'DE', postalCode: '10115' },
    lines: [{ quantity: 2, variant: { id: 'var_1', weightGrams: 600 } }],
  };
  const ratesOf = (over: object = {}) =>
    world.ask(
      `${ENTITIES} { ... on Cart { shippingRates { id name price { amount currencyCode } estimatedDelivery } shippingRate { id name } } } }`,
      {
        of: [{ ...cart, ...over }],
      },
    );
  interface Rates {
    readonly shippingRates: readonly { readonly id: string; readonly name: string; readonly price: { readonly amount: string } }[] | null;
    readonly shippingRate: { readonly id: string } | null;
  }
  const read = async (over: object = {}) => {
    const answer = await ratesOf(over);
    expect(answer.errors).toBeUndefined();
    const [entity] = answerOf<Rates[]>(answer, '_entities');
    return entity;
  };

  test('of a cart are the cheapest first, and the selected one is had at its price now', async () => {
    const { shippingRates } = (await read()) ?? {};
    expect(shippingRates?.map(rate => [rate.name, rate.price.amount])).toEqual([
      ['Standard', '5.50'],
      ['Green', '6.60'],
      ['Express', '11.20'],
    ]);
    const green = shippingRates?.[1]?.id;
    expect((await read({ selectedShippingRateId: green }))?.shippingRate).toEqual({ id: green, name: 'Green' });
  });

  test('that are no longer to be had, or are of another cart, are null', async () => {
    const { shippingRates } = (await read()) ?? {};
    const green = shippingRates?.[1]?.id;
    expect((await read({ selectedShippingRateId: green, id: 'crt_bob' }))?.shippingRate).toBeNull();
    expect((await read({ selectedShippingRateId: green, shippingAddress: { countryCode: 'SE', postalCode: '1' } }))?.shippingRate).toBeNull();
    expect((await read({ selectedShippingRateId: 'rat_standard_forged' }))?.shippingRate).toBeNull();
  });

  test('are empty without an address, and unknown while a weight is', async () => {
    expect((await read({ shippingAddress: null }))?.shippingRates).toEqual([]);
    expect((await read({ lines: [] }))?.shippingRates).toEqual([]);
    expect(await read({ lines: [{ quantity: 1, variant: null }] })).toEqual({ shippingRates: null, shippingRate: null });
  });

  test('are not computed from what makes no sense', async () => {
    for (const forged of [
      { shippingAddress: { countryCode: 'Berlin', postalCode: '10115' } },
      { lines: [{ quantity: -3, variant: { weightGrams: 600 } }] },
      { lines: [{ quantity: 1, variant: { weightGrams: -1 } }] },
      { currency: 'euro' },
    ]) {
      expect(codesOf(await ratesOf(forged))).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    }
  });

  test('are estimated for one variant, in the default currency when none is named, and only where a cart in it may be sent', async () => {
    const estimate = (args: string) => `shippingEstimates(${args}) { name price { amount currencyCode } }`;
    const answer = await world.ask(
      `${ENTITIES} { ... on ProductVariant {
        de: ${estimate('countryCode: "DE", postalCode: "10115"')} us: ${estimate('countryCode: "US"')} ch: ${estimate('countryCode: "CH"')}
        usInDollars: ${estimate('countryCode: "US", currency: "USD"')} deInDollars: ${estimate('countryCode: "DE", currency: "USD"')}
      } } }`,
      { of: [{ __typename: 'ProductVariant', id: 'var_1', weightGrams: 900 }] },
    );
    type Estimates = readonly { readonly name: string; readonly price: { readonly amount: string; readonly currencyCode: string } }[];
    const [variant] = answerOf<Record<string, Estimates>[]>(answer, '_entities');
    expect(variant?.['de']?.[0]).toEqual({ name: 'Standard', price: { amount: '4.90', currencyCode: 'EUR' } });
    expect(variant?.['usInDollars']?.[0]).toMatchObject({ name: 'Standard', price: { currencyCode: 'USD' } });
    expect(variant).toMatchObject({ us: [], ch: [], deInDollars: [] });
  });
});
