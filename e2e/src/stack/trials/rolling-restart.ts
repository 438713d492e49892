import { expect, test } from '@jest/globals';
import { AddToCartDocument, CartLiveDocument } from '@micromart/sdk';
import { fillCart, variantId } from '../../testing/buying.ts';
import type { Exit } from '../../testing/ending.ts';
import { errorsThatLasted, expectAllWell } from '../testing/outcome.ts';
import { services } from '../testing/services.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';

/** Shoppers at a time, and the milliseconds that each looks around between two orders: always somebody, and the machine starts processes meanwhile. */
const CROWD = 2;
const REST = 1_000;

/** An upgrade as operators do it: by SIGTERM, and the next process when the one before is ready again. */
export function rollingRestart(stack: () => Stack): void {
  test('every process restarted under load, one after the other: no order is lost, and no error lasts longer than a retry', async () => {
    const shopping = shoppingOn(stack());
    const guest = stack().guest();
    const cart = await fillCart(guest);
    const watched = guest.subscribe(CartLiveDocument, { id: cart.id });
    expect((await watched.next()).value?.cartUpdated.version).toBe(cart.version);

    let upgraded = false;
    const crowd = shopping.crowd(CROWD, () => upgraded, REST);
    const exits: Record<string, Exit | undefined> = {};
    try {
      for (const replica of services.flatMap(service => stack().replicas(service))) {
        exits[replica.name] = await replica.end();
        await replica.start();
      }
    } finally {
      upgraded = true;
      await crowd;
    }
    console.log(`${shopping.clicks.length} orders meanwhile; shoppers were told ${shopping.told.length} times to try again`);
    expect(new Set(Object.values(exits))).toEqual(new Set([0]));
    expect(errorsThatLasted(shopping.told)).toEqual([]);

    // both carts' processes and both gateways are others by now, and the subscription of then goes on
    const lines = [{ variantId: await variantId(guest, 'enamel-mug', 'EM-RED'), quantity: 1 }];
    const added = (await guest.request(AddToCartDocument, { cartId: cart.id, lines })).cartLinesAdd?.cart;
    for await (const { cartUpdated } of watched) if (cartUpdated.version === added?.version) break;
    await expectAllWell(stack(), shopping);
  }, 400_000);
}
