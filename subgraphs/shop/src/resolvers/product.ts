import { formatMoney } from '@micromart/money';
import { pageArguments, pageOf } from '@micromart/service';
import { defaultCurrency } from '@micromart/markets';
import type { Resolvers } from '../generated/resolvers.ts';
import type { PriceRangeRow, VariantRow } from '../rows.ts';

export const shownRange = (range: Omit<PriceRangeRow, 'productId'> | null) =>
  range && {
    min: formatMoney({ amount: range.least, currency: range.currency }),
    max: formatMoney({ amount: range.most, currency: range.currency }),
  };

export const productResolvers: Pick<Resolvers, 'Product'> = {
  Product: {
    description: async (product, _, { loaders }) => (await loaders.description.load(product.id))?.description ?? '',
    descriptionHtml: async (product, _, { loaders }) => (await loaders.description.load(product.id))?.descriptionHtml ?? '',
    categories: async (product, _, { loaders }) => [...(await loaders.categoriesOfProduct.load(product.id))],
    image: product => product.images[0] ?? null,
    variants: (product, _, { loaders }) => loaders.variantsOfProduct.load(product.id) as Promise<VariantRow[]>,
    priceRange(product, args, { loaders }) {
      const currency = args.currency ?? defaultCurrency;
      // a search has brought it along in its own currency
      if (product.range?.currency === currency) return shownRange(product.range);
      return loaders.priceRange(currency).load(product.id).then(shownRange);
    },
    rating: () => ({ average: null, count: 0 }),
    reviews(_, args) {
      const { pageInfo } = pageOf([], pageArguments(args, ['string']), () => []);
      return { edges: [], pageInfo, totalCount: 0 };
    },
    seo: ({ seoTitle, seoDescription }) => ({ title: seoTitle, description: seoDescription }),
  },
};
