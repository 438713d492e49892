import { formatMoney } from '@micromart/money';
import { defaultCurrency } from '@micromart/markets';
import type { Resolvers } from '../generated/resolvers.ts';
import type { PriceNow, PriceRow, ProductRow } from '../rows.ts';

const priceRow = (variantId: string, { validFrom, validUntil, ...price }: PriceNow): PriceRow => ({
  ...price,
  variantId,
  validFrom: new Date(validFrom),
  validUntil: validUntil === null ? null : new Date(validUntil),
});

export const variantResolvers: Pick<Resolvers, 'ProductVariant' | 'Price'> = {
  ProductVariant: {
    __resolveReference: ({ id }, { loaders }) => loaders.variant.load(id),
    // who may see a variant may see its product
    product: (variant, _, { loaders }) => loaders.product.load(variant.productId) as Promise<ProductRow>,
    image: (variant, _, { loaders }) => variant.image ?? loaders.product.load(variant.productId).then(product => product?.images[0] ?? null),
    price(variant, args) {
      const currency = args.currency ?? defaultCurrency;
      const price = variant.prices.find(each => each.currency === currency);
      return price === undefined ? null : priceRow(variant.id, price);
    },
    prices: (variant, _, { loaders }) => loaders.pricesAhead.load(variant.id) as Promise<PriceRow[]>,
  },
  Price: {
    amount: formatMoney,
    compareAt: ({ compareAt, currency }) => (compareAt === null ? null : formatMoney({ amount: compareAt, currency })),
  },
};
