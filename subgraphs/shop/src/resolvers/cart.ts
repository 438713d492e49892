import { formatMoney } from '@micromart/money';
import { percentOf } from '../domain/tax.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { cartSubtotal, totalCart, type TotaledCart } from '../use-cases/total-cart.ts';

function presented({ currency, unknownCodes, ...totals }: TotaledCart) {
  const money = (amount: number) => formatMoney({ amount, currency });
  return {
    lines: totals.lines.map(({ lineId, unitPrice, subtotal, discount, tax, total }) => ({
      lineId,
      unitPrice: money(unitPrice),
      subtotal: money(subtotal),
      discount: money(discount),
      tax: money(tax),
      total: money(total),
    })),
    subtotal: money(totals.subtotal),
    discounts: totals.discounts.map(discount => ({ ...discount, amount: money(discount.amount) })),
    discount: money(totals.discount),
    shipping: totals.shipping === null ? null : money(totals.shipping),
    tax: money(totals.tax),
    taxLines: totals.taxLines.map(({ name, rate, amount }) => ({ name, rate: percentOf(rate), amount: money(amount) })),
    taxIncluded: totals.taxIncluded,
    total: money(totals.total),
    rejectedCodes: unknownCodes.map(code => ({ code, reason: 'UNKNOWN' as const })),
  };
}

export const cartResolvers: Pick<Resolvers, 'Cart'> = {
  Cart: {
    // the fields that came along are inputs, and checked like arguments
    __resolveReference: reference => ({ ...reference }),
    subtotal: async (cart, _, { loaders }) => formatMoney(await cartSubtotal(loaders, cart)),
    totals: async (cart, _, { loaders }) => presented(await totalCart(loaders, cart)),
  },
};
