import { formatMoney } from '@micromart/money';
import { defaultCurrency } from '@micromart/markets';
import type { Resolvers } from '../generated/resolvers.ts';
import type { ProductRow } from '../rows.ts';

export const variantResolvers: Pick<Resolvers, 'ProductVariant' | 'Price'> = {
  ProductVariant: {
    __resolveReference: ({ id }, { loaders }) => loaders.variant.load(id),
    // who may see a variant may see its product
    product: (variant, _, { loaders }) => loaders.product.load(variant.productId) as Promise<ProductRow>,
    image: (variant, _, { loaders }) => variant.image ?? loaders.product.load(variant.productId).then(product => product?.images[0] ?? null),
    price(variant, args) {
      const currency = args.currency ?? defaultCurrency;
      return variant.prices.find(price => price.currency === currency) ?? null;
    },
    prices: async (variant, _, { loaders }) => [...(await loaders.pricesAhead.load(variant.id))],
  },
  Price: {
    amount: formatMoney,
    compareAt: ({ compareAt, currency }) => (compareAt === null ? null : formatMoney({ amount: compareAt, currency })),
    validFrom: ({ validFrom }) => new Date(validFrom),
    validUntil: ({ validUntil }) => (validUntil === null ? null : new Date(validUntil)),
  },
};
