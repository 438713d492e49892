import { formatMoney } from '@micromart/money';
import { defaultCurrency } from '../domain/markets.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { PriceRow, ProductRow } from '../rows.ts';

export const variantResolvers: Pick<Resolvers, 'ProductVariant' | 'Price'> = {
  ProductVariant: {
    __resolveReference: ({ id }, { loaders }) => loaders.variant.load(id),
    // who may see a variant may see its product
    product: (variant, _, { loaders }) => loaders.product.load(variant.productId) as Promise<ProductRow>,
    image: async (variant, _, { loaders }) => variant.image ?? (await loaders.product.load(variant.productId))?.images[0] ?? null,
    price: (variant, { currency }, { loaders }) => loaders.price(currency ?? defaultCurrency).load(variant.id),
    prices: (variant, _, { loaders }) => loaders.pricesAhead.load(variant.id) as Promise<PriceRow[]>,
  },
  Price: {
    amount: formatMoney,
    compareAt: ({ compareAt, currency }) => (compareAt === null ? null : formatMoney({ amount: compareAt, currency })),
  },
};
