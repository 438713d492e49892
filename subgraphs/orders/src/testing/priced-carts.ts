import { randomBytes } from 'node:crypto';
import { type AskShop, base32, SubgraphUnavailable } from '@micromart/service';

const euros = (amount: string) => ({ amount, currencyCode: 'EUR' });

const address = {
  name: 'Alice Adams',
  company: null,
  line1: 'Hauptstr. 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  countryCode: 'DE',
  phone: null,
};

const jacket = { id: 'var_jacket', sku: 'RAIN_JACKET-M', name: 'Blue / M', weightGrams: 600, product: { name: 'Rain jacket' } };
const socks = { id: 'var_socks', sku: 'SOCKS', name: '', weightGrams: 80, product: { name: 'Wool socks' } };
const priceOf = (lineId: string, unitPrice: string, total: string, tax: string) => ({
  lineId,
  unitPrice: euros(unitPrice),
  discount: euros('0.00'),
  tax: euros(tax),
  total: euros(total),
});

/** A cart as carts, shop and shipments answer it together: a jacket and two pairs of socks, 123.90 EUR with delivery. */
const wellPriced = {
  currency: 'EUR',
  selectedShippingRateId: 'rate_standard',
  shippingAddress: address,
  lines: [
    { id: 'crl_1', quantity: 1, variant: jacket },
    { id: 'crl_2', quantity: 2, variant: socks },
  ],
  shippingRate: { id: 'rate_standard', name: 'Standard', price: euros('4.90'), estimatedDelivery: '2026-12-05T18:00:00.000Z' },
  totals: {
    lines: [priceOf('crl_1', '99.00', '99.00', '15.81'), priceOf('crl_2', '10.00', '20.00', '3.19')],
    subtotal: euros('119.00'),
    discounts: [],
    discount: euros('0.00'),
    shipping: euros('4.90'),
    tax: euros('19.78'),
    taxLines: [{ name: 'VAT 19%', rate: '0.19', amount: euros('19.78') }],
    taxIncluded: true,
    total: euros('123.90'),
  },
};

export type CartAnswer = { -readonly [Field in keyof typeof wellPriced]?: unknown };

/** The shop's answers about carts; the test says which carts there are. */
export function playCarts() {
  const carts = new Map<string, object>();
  const state = { asked: 0, away: false };
  const ask: AskShop = async ({ variables }) => {
    state.asked += 1;
    if (state.away) throw new SubgraphUnavailable('the shop');
    return { data: { cart: carts.get(String(variables?.['id'])) ?? null } };
  };
  return {
    ask,
    state,
    /** A new cart; what is named is different from the usual one. */
    cart(difference: CartAnswer = {}): string {
      const id = `crt_${base32(randomBytes(16))}`;
      carts.set(id, { id, ...wellPriced, ...difference });
      return id;
    },
    forget: (id: string) => void carts.delete(id),
    /** A cart was ordered, and what was put in meanwhile is in another one, which carts answers in its place. */
    goesOn: (orderedId: string, id: string) => void carts.set(orderedId, carts.get(id) ?? {}),
    wellPriced,
    euros,
  };
}
