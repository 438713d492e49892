import { formatMoney } from '@micromart/money';
import { pageArguments, pageOf } from '@micromart/service';
import { defaultCurrency } from '../domain/markets.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { VariantRow } from '../rows.ts';

export const productResolvers: Pick<Resolvers, 'Product'> = {
  Product: {
    description: async (product, _, { loaders }) => (await loaders.description.load(product.id))?.description ?? '',
    descriptionHtml: async (product, _, { loaders }) => (await loaders.description.load(product.id))?.descriptionHtml ?? '',
    categories: async (product, _, { loaders }) => [...(await loaders.categoriesOfProduct.load(product.id))],
    image: product => product.images[0] ?? null,
    variants: (product, _, { loaders }) => loaders.variantsOfProduct.load(product.id) as Promise<VariantRow[]>,
    async priceRange(product, args, { loaders }) {
      const currency = args.currency ?? defaultCurrency;
      const range = await loaders.priceRange(currency).load(product.id);
      return range && { min: formatMoney({ amount: range.least, currency }), max: formatMoney({ amount: range.most, currency }) };
    },
    rating: () => ({ average: null, count: 0 }),
    reviews(_, args) {
      const { pageInfo } = pageOf([], pageArguments(args, ['string']), () => []);
      return { edges: [], pageInfo, totalCount: 0 };
    },
    seo: ({ seoTitle, seoDescription }) => ({ title: seoTitle, description: seoDescription }),
  },
};
