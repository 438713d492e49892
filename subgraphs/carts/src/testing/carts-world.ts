import type { Viewer } from '@micromart/auth';
import * as events from '@micromart/events';
import { type SubgraphResponse, SubgraphUnavailable } from '@micromart/service';
import { eventually, newEvent, openSubgraphWorld } from '@micromart/service/testing';
import { carts } from '../index.ts';

export interface CartView {
  readonly id: string;
  readonly version: number;
  readonly currency: string;
  readonly totalQuantity: number;
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly variant: { readonly id: string } }[];
  readonly discountCodes: readonly string[];
  readonly shippingAddress: { readonly city: string; readonly countryCode: string } | null;
  readonly selectedShippingRateId: string | null;
  readonly warnings: readonly { readonly code: string }[];
  readonly expiresAt: string;
}
export interface CartResult {
  readonly cart: CartView | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}
export const CART = `id version currency totalQuantity lines { id quantity variant { id } } discountCodes
  shippingAddress { city countryCode } selectedShippingRateId warnings { code } expiresAt`;

/** What cart mutations take, by name. */
const TYPES: Readonly<Record<string, string>> = {
  cartCreate: 'input: CartCreateInput',
  cartLinesAdd: 'cartId: ID!, lines: [CartLineAddInput!]!, expectedVersion: Int',
  cartLinesUpdate: 'cartId: ID!, lines: [CartLineUpdateInput!]!, expectedVersion: Int',
  cartDiscountCodesSet: 'cartId: ID!, codes: [String!]!, expectedVersion: Int',
  cartDeliverySet: 'cartId: ID!, input: CartDeliveryInput!, expectedVersion: Int',
  cartCurrencySet: 'cartId: ID!, currency: CurrencyCode!, expectedVersion: Int',
  cartMerge: 'guestCartId: ID!',
};

export type CartsWorld = Awaited<ReturnType<typeof openCartsWorld>>;

/** Carts on a Redis of its own; the test plays shop, warehouse, orders and the customers. */
export async function openCartsWorld() {
  const shop = { sold: new Set<string>(), away: false, asked: 0 };
  const world = await openSubgraphWorld(carts, {
    ask: async ({ variables }) => {
      shop.asked += 1;
      if (shop.away) throw new SubgraphUnavailable('the shop');
      const answers = Object.entries(variables ?? {}).map(([name, id]) => [name, shop.sold.has(String(id)) ? { id } : null]);
      return { data: Object.fromEntries(answers) };
    },
  });
  const sequences = new Map<string, number>();
  const next = (what: string): number => {
    sequences.set(what, (sequences.get(what) ?? 0) + 1);
    return sequences.get(what) ?? 1;
  };

  async function change(mutation: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<CartResult> {
    const types = TYPES[mutation] ?? '';
    const declared = types.replace(/(\w+):/g, '$$$1:');
    const passed = types.replace(/(\w+): [^,]+/g, '$1: $$$1');
    const query = `mutation (${declared}) { result: ${mutation}(${passed}) { cart { ${CART} } userErrors { code field } } }`;
    return dataOf<{ result: CartResult }>(await world.ask(query, variables, viewer)).result;
  }

  const read = async (id: string, viewer?: Partial<Viewer>): Promise<CartView | null> =>
    dataOf<{ cart: CartView | null }>(await world.ask(`query ($id: ID!) { cart(id: $id) { ${CART} } }`, { id }, viewer)).cart;

  return {
    ...world,
    shop,
    change,
    read,
    mine: async (viewer: Partial<Viewer>): Promise<CartView | null> =>
      dataOf<{ myCart: CartView | null }>(await world.ask(`{ myCart { ${CART} } }`, {}, viewer)).myCart,
    /** A new cart with a unit of each. */
    async create(variantIds: readonly string[] = [], viewer?: Partial<Viewer>, currency?: string): Promise<CartView> {
      const { cart, userErrors } = await change('cartCreate', { input: { currency, lines: variantIds.map(variantId => ({ variantId })) } }, viewer);
      if (cart === null) throw new Error(JSON.stringify(userErrors));
      return cart;
    },
    /** Shop says how a variant is sold; resolves when carts has heard it. */
    async sell(variantId: string, prices: Readonly<Record<string, number>>, sold = true): Promise<void> {
      const sequence = next(`shop ${variantId}`);
      const data = {
        variantId,
        productId: 'prd_1',
        sku: variantId,
        name: variantId,
        barcode: null,
        weightGrams: 1,
        sold,
        prices: Object.entries(prices).map(([currency, amount]) => ({ currency, amount })),
      };
      await world.publish(newEvent(events.variantChanged, { subject: variantId, sequence, data }));
      await eventually(async () => (await world.redis.hget(`variant:${variantId}`, 'shop')) === String(sequence));
    },
    async stock(variantId: string, available: number, sequence = next(`warehouse ${variantId}`)): Promise<void> {
      const data = { variantId, available, inStock: available > 0, lowStock: false };
      await world.publish(newEvent(events.stockLevelChanged, { subject: variantId, sequence, data }));
    },
    /** Orders says that a cart was ordered. */
    order: (cartId: string, lines: readonly { readonly variantId: string; readonly quantity: number }[]): Promise<void> =>
      world.publish(
        newEvent(events.orderPlaced, { subject: `ord_of_${cartId}`, sequence: 1, data: { ...placed(cartId), lines: lines.map(orderedLine) } }),
      ),
  };
}

const address = {
  name: 'Alice',
  company: null,
  line1: 'Hauptstr. 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  countryCode: 'DE',
  phone: null,
};

const orderedLine = ({ variantId, quantity }: { readonly variantId: string; readonly quantity: number }) => ({
  lineId: `oln_${variantId}`,
  variantId,
  sku: variantId,
  name: variantId,
  quantity,
  weightGrams: 1,
});

const placed = (cartId: string): events.PayloadOf<typeof events.orderPlaced> => ({
  orderId: `ord_of_${cartId}`,
  number: 'M-100001',
  version: 1,
  status: 'PLACED',
  customerId: null,
  email: 'alice@example.test',
  currency: 'EUR',
  total: 1_000,
  refunded: 0,
  cartId,
  lines: [],
  shippingAddress: address,
  paymentMethod: { token: 'tok_visa', returnUrl: null },
  placedAt: '2026-11-22T12:00:00.000Z',
  paymentDueAt: '2026-11-22T12:30:00.000Z',
});

export function dataOf<Data>({ data, errors }: SubgraphResponse): Data {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

export const codesOf = ({ errors = [] }: SubgraphResponse): unknown[] => errors.map(({ extensions }) => extensions?.['code']);
