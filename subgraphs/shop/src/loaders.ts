import { isStaff, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { App } from './app.ts';
import type { Audience, CategoryRow, DescriptionRow, PriceRangeRow, ProductRow, SaleRow, VariantRow } from './rows.ts';
import type { ProductCategoryRow } from './store/categories.ts';
import type { AheadRow } from './store/prices.ts';

/** What is drafted or archived is for staff alone. */
export const audienceOf = (viewer: Viewer): Audience => (isStaff(viewer) ? 'staff' : 'shopper');

export type ShopLoaders = ReturnType<typeof loadersFor>;

export function loadersFor({ store }: App, viewer: Viewer) {
  const audience = audienceOf(viewer);
  const products = batchByKey<ProductRow>(
    ids => store.productsById(ids, audience),
    product => product.id,
  );

  async function variantsById(ids: readonly string[]): Promise<readonly VariantRow[]> {
    const found = await store.variantsWithProducts(ids, audience);
    for (const { product } of found) products.prime(product.id, product);
    return found.map(({ variant }) => variant);
  }

  return {
    /** Null for a product that the viewer may not see. */
    product: products,
    description: batchByKey<DescriptionRow>(store.descriptionsOf, product => product.id),
    /** Null for a variant that the viewer may not see. */
    variant: batchByKey<VariantRow>(variantsById, variant => variant.id),
    variantsOfProduct: batchListsByKey<VariantRow>(store.variantsOfProducts, variant => variant.productId),
    priceRange: eachCurrency(currency =>
      batchByKey<PriceRangeRow>(
        ids => store.priceRanges(ids, currency),
        range => range.productId,
      ),
    ),
    /** What is sold now, whoever asks. */
    sale: eachCurrency(currency =>
      batchByKey<SaleRow>(
        ids => store.salesOf(ids, currency),
        sale => sale.variantId,
      ),
    ),
    pricesAhead: batchListsByKey<AheadRow>(store.pricesAhead, price => price.variantId),
    category: batchByKey<CategoryRow>(store.categoriesById, category => category.id),
    categoryBySlug: batchByKey<CategoryRow>(store.categoriesBySlug, category => category.slug),
    categoriesOfProduct: batchListsByKey<ProductCategoryRow>(store.categoriesOfProducts, category => category.productId),
    childrenOfCategory: batchListsByKey<CategoryRow>(store.childrenOf, category => category.parentId ?? ''),
  };
}

/** A loader for each currency that a request asks for. */
function eachCurrency<Loader>(loaderFor: (currency: string) => Loader): (currency: string) => Loader {
  const made = new Map<string, Loader>();
  return currency => {
    const loader = made.get(currency) ?? loaderFor(currency);
    made.set(currency, loader);
    return loader;
  };
}
