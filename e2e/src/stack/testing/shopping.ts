import { setTimeout as passing } from 'node:timers/promises';
import { type OrderPlaceInput, PlaceOrderDocument } from '@micromart/sdk';
import { fillCart, lastClick } from '../../testing/buying.ts';
import type { Visitor } from '../../testing/visitors.ts';
import { type Followed, followOrder } from './following-to-the-end.ts';
import { shopperOf, type Told } from './shopper.ts';
import { GOODS } from './goods.ts';

/** A full cart, and what is sent by the last click: the same one however often it is clicked. */
export interface Click {
  readonly visitor: Visitor;
  readonly input: OrderPlaceInput;
  /** What was answered; an order that was acknowledged must never be lost. */
  order?: { readonly id: string; readonly accessToken?: string };
  follows?: Followed;
}

export interface Shopping {
  readonly clicks: readonly Click[];
  readonly told: readonly Told[];
  /** How many orders were acknowledged. */
  placed(): number;
  /** Fills a cart, and makes it ready for the last click. */
  fill(): Promise<Click>;
  /** The last click; the order is followed from then on. @throws when no order is made of it. */
  click(click: Click): Promise<void>;
  /** Fills a cart and buys it; false when that does not go, because somebody is told an error twice. */
  buy(): Promise<boolean>;
  /**
   * Buys with so many shoppers at a time until `enough` says so; resolves when the last one is done.
   * @param rest milliseconds that each of them looks around between two orders.
   */
  crowd(size: number, enough: () => boolean, rest?: number): Promise<void>;
  /** Whoever filled a cart and has no answer yet clicks again. */
  clickAgain(): Promise<void>;
  leave(): Promise<void>;
}

export interface ShoppingOptions {
  readonly url: string;
  /** A token of somebody with an account: every second order is theirs. */
  readonly account: () => Promise<string>;
}

/** Shoppers, half of them guests, whose orders are followed by open subscriptions beside. */
export function shoppingAt({ url, account }: ShoppingOptions): Shopping {
  const clicks: Click[] = [];
  const told: Told[] = [];
  const visitors: Visitor[] = [];
  let carts = 0;

  function next(): Visitor {
    const number = (carts += 1);
    const tell = (what: Told): void => void told.push(what);
    const visitor = shopperOf({ url, tell, ...(number % 2 === 0 ? { email: `shopper-${number}@example.test` } : { token: account }) });
    visitors.push(visitor);
    return visitor;
  }

  const shopping: Shopping = {
    clicks,
    told,
    placed: () => clicks.filter(({ order }) => order !== undefined).length,
    async fill() {
      const visitor = next();
      const cart = await fillCart(visitor, { goods: [GOODS[carts % GOODS.length] as (typeof GOODS)[number]] });
      const click: Click = { visitor, input: lastClick(visitor, cart) };
      clicks.push(click);
      return click;
    },
    async click(click) {
      const { orderPlace } = await click.visitor.request(PlaceOrderDocument, { input: click.input });
      if (orderPlace?.order == null || orderPlace.accessToken === null) throw new Error(`refused: ${JSON.stringify(orderPlace)}`);
      const { id } = orderPlace.order;
      if (click.order !== undefined && click.order.id !== id) throw new Error(`one click made two orders: ${click.order.id} and ${id}`);
      click.order = { id, ...(click.visitor.email === undefined ? {} : { accessToken: orderPlace.accessToken }) };
      click.follows ??= followOrder(click.visitor, click.order);
    },
    async buy() {
      const before = told.length;
      try {
        await shopping.click(await shopping.fill());
        return true;
      } catch (error) {
        // what shoppers were told says why; anything else is not theirs to bear
        if (told.length === before) throw error;
        return false;
      }
    },
    async crowd(size, enough, rest = 0) {
      await Promise.all(
        Array.from({ length: size }, async () => {
          while (!enough()) await passing((await shopping.buy()) ? rest : BREATH);
        }),
      );
    },
    async clickAgain() {
      await Promise.all(clicks.filter(({ order }) => order === undefined).map(click => shopping.click(click)));
    },
    async leave() {
      await Promise.all(visitors.map(visitor => visitor.close()));
    },
  };
  return shopping;
}

/** Somebody who was turned away twice comes back after so many milliseconds. */
const BREATH = 500;
