import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OrderPlaceInput, PlaceOrderDocument } from '@micromart/sdk';
import { fillCart, lastClick } from './testing/buying.ts';
import { endOf } from './testing/following.ts';
import { type MortalShop, openMortalShop, type Part } from './testing/mortal-shop.ts';
import type { Visitor } from './testing/visitors.ts';

const ORDERS = 50;

let shop: MortalShop;
beforeAll(async () => {
  shop = await openMortalShop();
}, 120_000);
afterAll(() => shop.close());

interface Click {
  readonly visitor: Visitor;
  readonly input: OrderPlaceInput;
}

/** Full carts of Alice and of guests. */
const clicks = (): Promise<Click[]> =>
  Promise.all(
    Array.from({ length: ORDERS }, async (_, index) => {
      const visitor = index % 2 === 0 ? shop.as('alice') : shop.guest();
      const cart = await fillCart(visitor, { goods: [['enamel-mug', ['EM-WHITE', 'EM-SKY', 'EM-RED'][index % 3] ?? '', 1]] });
      return { visitor, input: lastClick(visitor, cart) };
    }),
  );

async function place({ visitor, input }: Click): Promise<{ readonly id: string; readonly accessToken?: string }> {
  const { orderPlace } = await visitor.request(PlaceOrderDocument, { input });
  if (orderPlace?.order == null || orderPlace.accessToken === null) throw new Error(`refused: ${JSON.stringify(orderPlace)}`);
  return { id: orderPlace.order.id, ...(visitor.email === undefined ? {} : { accessToken: orderPlace.accessToken }) };
}

test.each<Part>(['process', 'PostgreSQL', 'Redis'])(
  '%s killed among fifty running orders: after the next start none is lost or doubled, and all reach an end',
  async part => {
    const ready = await clicks();
    const answered = new Map<Click, string>();
    let killed: Promise<void> | undefined;
    const clicked = ready.map(async click => {
      const { id } = await place(click);
      answered.set(click, id);
      if (answered.size === ORDERS / 2) killed = shop.kill(part);
    });
    await Promise.allSettled(clicked);
    await (killed ?? shop.kill(part));
    await shop.startAgain();

    // whoever got no answer clicks again, and so do the others
    const orders = await Promise.all(ready.map(async click => ({ click, order: await place(click) })));
    for (const { click, order } of orders) expect(answered.get(click) ?? order.id).toBe(order.id);
    expect(new Set(orders.map(({ order }) => order.id)).size).toBe(ORDERS);
    const ends = await Promise.all(orders.map(({ click, order }) => endOf(click.visitor, order)));
    expect(ends.filter(status => status !== 'DELIVERED')).toEqual([]);
    expect(await shop.breaches()).toEqual([]);
  },
  120_000,
);
