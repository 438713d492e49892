import { randomUUID } from 'node:crypto';
import {
  AccountHomeDocument,
  AddToCartDocument,
  CartCreateDocument,
  type CheckoutCartFragment,
  type Client,
  PlaceOrderDocument,
  ProductPageDocument,
  SearchPageDocument,
  SetAddressDocument,
  SetRateDocument,
} from '@micromart/sdk';
import { day, entry, money, type Screen } from './screen.ts';

const CURRENCY = 'EUR';
const HOME = { name: 'Alice Example', line1: 'Lindenweg 7', city: 'Berlin', postalCode: '10117', countryCode: 'DE' };

/** What the shop would not do, in a sentence for people. */
export class Disappointment extends Error {
  override readonly name = 'Disappointment';
}

/** An order that was just placed. */
export interface Placed {
  readonly id: string;
  readonly number: string;
}

interface Wanted {
  readonly variantId: string;
  readonly quantity: number;
}

/** Shows who is logged in. */
export async function greet(shop: Client, { step, line }: Screen): Promise<void> {
  const { me } = await step('Alice logs in.', () => shop.request(AccountHomeDocument));
  if (me === null) throw new Disappointment('The shop does not know Alice, though it let her in.');
  const orders = me.orders?.totalCount ?? 0;
  line(
    `Welcome${orders > 0 ? ' back' : ''}, ${me.firstName ?? me.email}: ${orders} orders so far, ${me.unreadNotificationCount ?? 0} unread messages.`,
  );
}

/** Searches, shows what is found, and takes the variant of the first product that there is most of. */
export async function find(shop: Client, { step, line }: Screen, query: string, quantity: number): Promise<Wanted> {
  const { products } = await step(`She types “${query}”.`, () => shop.request(SearchPageDocument, { query, currency: CURRENCY }));
  const found = products?.edges.map(({ node }) => node) ?? [];
  for (const { name, brand, priceRange } of found.slice(0, 3)) line(entry(`${name}, ${brand ?? ''}`, `${money(priceRange?.min)}`));
  if (found.length > 3) line(`… and ${found.length - 3} more`);
  const [first] = found;
  if (first === undefined) throw new Disappointment(`The shop has nothing for “${query}”. An empty shop is filled by the next npm start.`);
  const { product } = await shop.request(ProductPageDocument, { slug: first.slug, currency: CURRENCY, countryCode: HOME.countryCode });
  const [best] = (product?.variants ?? []).toSorted((one, other) => stockOf(other) - stockOf(one));
  if (best === undefined || stockOf(best) < quantity) throw new Disappointment(`${first.name} is sold out. npm run reset fills the shelves again.`);
  line(`She takes ${quantity} × ${best.sku}; ${stockOf(best)} are there.`);
  return { variantId: best.id, quantity };
}

const stockOf = ({ availability }: { readonly availability: { readonly available: number | null } | null }): number => availability?.available ?? 0;

/** Fills a cart on the way, asks for rates, takes the cheapest, and shows what all of it costs. */
export async function fillCart(shop: Client, { step, line }: Screen, wanted: readonly Wanted[]): Promise<CheckoutCartFragment> {
  const cartId = await step('She fills a cart.', async () => {
    const cart = granted((await shop.request(CartCreateDocument, { input: { currency: CURRENCY } })).cartCreate).cart;
    if (cart === null) throw new Disappointment('The shop gave no cart.');
    for (const one of wanted) granted((await shop.request(AddToCartDocument, { cartId: cart.id, lines: [one], currency: CURRENCY })).cartLinesAdd);
    return cart.id;
  });
  const addressed = await step('She says where she lives, and sees what delivery costs.', async () =>
    cartOf((await shop.request(SetAddressDocument, { cartId, address: HOME })).cartDeliverySet),
  );
  for (const rate of addressed.shippingRates ?? []) line(entry(rate.name, money(rate.price), `by ${day(rate.estimatedDelivery)}`));
  const [cheapest] = addressed.shippingRates ?? [];
  if (cheapest === undefined) throw new Disappointment('No carrier takes this cart to Berlin.');
  const cart = await step(`She chooses ${cheapest.name}.`, async () =>
    cartOf((await shop.request(SetRateDocument, { cartId, shippingRateId: cheapest.id })).cartDeliverySet),
  );
  showTotals(line, cart);
  return cart;
}

function showTotals(line: Screen['line'], { lines, totals, shippingRate }: CheckoutCartFragment): void {
  for (const { id, quantity, variant } of lines) {
    const total = totals?.lines.find(({ lineId }) => lineId === id)?.total;
    line(entry(`${quantity} × ${variant?.product?.name ?? '?'}, ${variant?.name ?? variant?.sku ?? ''}`, money(total)));
  }
  line(entry(`Delivery, ${shippingRate?.name ?? ''}`, money(totals?.shipping)));
  line(entry('Total', money(totals?.total), `with ${money(totals?.tax)} tax`));
}

/** Orders the cart for the total that was shown. */
export async function order(shop: Client, { step, line }: Screen, cart: CheckoutCartFragment): Promise<Placed> {
  const total = cart.totals?.total;
  const { orderPlace } = await step('She orders, and pays with a Visa card.', () =>
    shop.request(PlaceOrderDocument, {
      input: { cartId: cart.id, idempotencyKey: randomUUID(), paymentMethod: { token: 'tok_visa' }, ...(total ? { expectedTotal: total } : {}) },
    }),
  );
  const placed = granted(orderPlace).order;
  if (placed === null) throw new Disappointment('The shop took the order and did not say which one it is.');
  line(`Order ${placed.number}: ${money(placed.totals.total)}.`);
  return placed;
}

interface Payload {
  readonly userErrors: readonly { readonly message: string }[];
}

function granted<Answer extends Payload>(answer: Answer | null): Answer {
  if (answer === null) throw new Disappointment('A part of the shop is away.');
  if (answer.userErrors.length > 0) throw new Disappointment(answer.userErrors.map(({ message }) => message).join(' '));
  return answer;
}

function cartOf(answer: (Payload & { readonly cart: CheckoutCartFragment | null }) | null): CheckoutCartFragment {
  const { cart } = granted(answer);
  if (cart === null) throw new Disappointment('The cart is gone.');
  return cart;
}
