import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CancelMineDocument,
  documentOf,
  MicroMartError,
  MyOrdersDocument,
  OrderLiveDocument,
  OrderPageDocument,
  PlaceOrderDocument,
  SitesDocument,
} from '@micromart/sdk';
import { buy, fillCart, lastClick, variantId } from './testing/buying.ts';
import { allStates, untilOrder } from './testing/following.ts';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';
import { type Identity, type Known, mutations, queries, type Row, subscriptions } from './testing/root-fields.ts';
import { asked, fieldOf, followed } from './testing/root-fields-asked.ts';
import type { Visitor } from './testing/visitors.ts';

let shop: TestShop;
let known: Known;
let visitors: Readonly<Record<Identity, Visitor>>;
beforeAll(async () => {
  shop = await openShop();
  const [alice, guest] = [shop.as('alice'), shop.guest()];
  visitors = { guest, holder: shop.guest(), alice, bob: shop.as('bob'), walter: shop.as('walter'), susan: shop.as('susan'), ada: shop.as('ada') };
  const { orderPlace } = await alice.request(PlaceOrderDocument, { input: lastClick(alice, await fillCart(alice)) });
  const order = orderPlace?.order?.id ?? '';
  const last = (await allStates(alice, { id: order })).at(-1);
  for (const owner of [alice, shop.as('bob')]) await fillCart(owner);
  known = {
    order,
    payment: last?.payments?.[0]?.id ?? '',
    parcel: last?.shipments?.[0]?.id ?? '',
    cart: (await fillCart(guest)).id,
    variant: await variantId(alice, 'enamel-mug', 'EM-RED'),
    warehouse: (await visitors.walter.request(SitesDocument)).warehouses?.find(({ code }) => code === 'BER')?.id ?? '',
    accessToken: orderPlace?.accessToken ?? '',
  };
}, OPENING);
afterAll(() => shop.close());

const identities = ['guest', 'holder', 'alice', 'bob', 'walter', 'susan', 'ada'] as const;
/** What somebody knows: anybody may have heard of an id, but the token is the holder's. */
const knownTo = (identity: Identity): Known => (identity === 'holder' ? known : { ...known, accessToken: null });
const named = (rows: readonly Row[]): [string, Row][] => rows.map(row => [row[0].replace(/ \{.*/, '').slice(0, 60), row]);

describe('each identity gets what it may, and no more, by', () => {
  test.each(named(queries))('query %s', async (_, row) => {
    const outcomes = await Promise.all(identities.map(async one => [one, await asked(visitors[one], 'query', row, knownTo(one))]));
    expect(Object.fromEntries(outcomes)).toEqual(row[1]);
  });

  test.each(named(mutations))('mutation %s', async (_, row) => {
    const outcomes = await Promise.all(identities.map(async one => [one, await asked(visitors[one], 'mutation', row, knownTo(one))]));
    expect(Object.fromEntries(outcomes)).toEqual(row[1]);
  });

  test('subscriptions', async () => {
    const opened = subscriptions.flatMap(row => identities.map(one => ({ row, one, live: followed(visitors[one], row, knownTo(one)) })));
    // there is something to tell of everybody's own: an order each
    for (const buyer of ['alice', 'bob', 'walter', 'susan', 'ada'] as const) await buy(visitors[buyer]);
    const outcomes = await Promise.all(opened.map(async ({ row, one, live }) => [row[0], one, await live.first] as const));
    for (const { live } of opened) live.leave();
    for (const row of subscriptions) {
      const ofRow = outcomes.filter(([text]) => text === row[0]).map(([, one, outcome]) => [one, outcome]);
      expect([row[0], Object.fromEntries(ofRow)]).toEqual([row[0], row[1]]);
    }
  });

  test('no token that the identity server did not make', async () => {
    const token = await shop.tokenOf('alice');
    const forged = `${token.slice(0, -6)}${token.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    for (const stranger of [shop.withToken('garbage'), shop.withToken(forged)]) {
      const rows = [...queries.map(row => ['query', row] as const), ...mutations.map(row => ['mutation', row] as const)];
      const outcomes = await Promise.all(rows.map(([kind, row]) => asked(stranger, kind, row, knownTo('bob'))));
      expect(new Set(outcomes)).toEqual(new Set(['UNAUTHENTICATED']));
      expect(await followed(stranger, subscriptions[0] as Row, knownTo('bob')).first).toBe('UNAUTHENTICATED');
    }
  });
});

test('every root field is asked for', async () => {
  type Fields = { readonly fields: readonly { readonly name: string }[] };
  const introspection = documentOf<{ __schema: Record<'queryType' | 'mutationType' | 'subscriptionType', Fields> }, Record<string, never>>(
    'query Fields { __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { fields { name } } } }',
  );
  const { __schema: schema } = await visitors.guest.request(introspection);
  const namesOf = ({ fields }: Fields) => fields.map(({ name }) => name).toSorted();
  const rows = (some: readonly Row[]) => [...new Set(some.map(fieldOf))].toSorted();
  expect(rows(queries)).toEqual(namesOf(schema.queryType));
  expect(rows(mutations)).toEqual(namesOf(schema.mutationType));
  expect(rows(subscriptions)).toEqual(namesOf(schema.subscriptionType));
});

test('Bob can neither read nor cancel nor follow Alice’s order', async () => {
  const { alice, bob } = visitors;
  const bought = await buy(alice);
  expect((await bob.request(OrderPageDocument, { id: bought.id })).order).toBeNull();
  expect((await bob.request(OrderPageDocument, { id: bought.id, accessToken: known.accessToken ?? '' })).order).toBeNull();
  expect((await bob.request(CancelMineDocument, { id: bought.id })).orderCancel).toMatchObject({ order: null, userErrors: [{ code: 'NOT_FOUND' }] });
  await expect(bob.subscribe(OrderLiveDocument, { id: bought.id }).next()).rejects.toBeInstanceOf(MicroMartError);
  const { me } = await bob.request(MyOrdersDocument, {});
  expect(me?.orders?.edges.map(({ node }) => node.id)).not.toContain(bought.id);
  expect(await untilOrder(alice, bought, 'DELIVERED')).toMatchObject({ id: bought.id });
});

test('what always holds, holds', async () => {
  expect(await shop.breaches()).toEqual([]);
});
