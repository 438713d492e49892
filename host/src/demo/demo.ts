import { createClient, MicroMartError, passwordLogin } from '@micromart/sdk';
import { follow, sumUp } from './follow.ts';
import { screen } from './screen.ts';
import { Disappointment, fillCart, find, greet, order } from './shopper.ts';

/** What came of it: whether all was delivered, and if not, why, in a sentence. */
export type Outcome = { readonly delivered: true } | { readonly delivered: false; readonly because: string };

/**
 * Alice buys something from the shop at `url`, through nothing but the SDK.
 * @param issuer where she logs in.
 * @param write hears each step as it happens, a line at a time.
 */
export async function demo(url: string, issuer: string, write: (line: string) => void): Promise<Outcome> {
  const login = passwordLogin({ issuer, clientId: 'storefront', username: 'alice', password: 'alice' });
  const shop = createClient({ url: `${url}/graphql`, token: login.token });
  const show = screen(write);
  try {
    write(`A shopper comes to ${url}.`);
    await greet(shop, show);
    const jacket = await find(shop, show, 'rain jaket', 1);
    const mugs = await find(shop, show, 'enamel mug', 2);
    const cart = await fillCart(shop, show, [jacket, mugs]);
    const ended = await follow(shop, show, await order(shop, show, cart));
    sumUp(show, ended);
    return ended.status === 'DELIVERED' ? { delivered: true } : { delivered: false, because: `Order ${ended.number} was not delivered.` };
  } catch (error) {
    if (error instanceof Disappointment) return { delivered: false, because: error.message };
    if (error instanceof MicroMartError && error.has('NETWORK')) {
      return { delivered: false, because: `No shop answers at ${url} (${error.message}): npm start, in another terminal, opens one.` };
    }
    throw error;
  } finally {
    await shop.close();
  }
}
