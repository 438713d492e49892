import type { Messaging } from '@micromart/messaging';
import type { Search } from './domain/search.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { Audience } from './rows.ts';
import { drawAnnouncements } from './store/announced-variants.ts';
import * as categories from './store/categories.ts';
import { lockCatalog } from './store/catalog-lock.ts';
import { levelsBelow, saveCategory } from './store/category-writes.ts';
import { existingProducts, idsOfCurrentSlugs, idsOfSlugs, ownersOfSkus } from './store/existing-products.ts';
import { facetCounts } from './store/facet-counts.ts';
import { deleteScheduledPrice, insertPrices, nextPriceTurns, refreshPriceSpans, settleTurnedPrices } from './store/price-writes.ts';
import * as prices from './store/prices.ts';
import * as search from './store/product-search.ts';
import { writeProducts } from './store/product-writes.ts';
import * as products from './store/products.ts';
import { similarWords } from './store/search-words.ts';
import { slugsLike } from './store/slugs.ts';
import { saveStock } from './store/stock.ts';
import * as variants from './store/variants.ts';

/** The only code that talks to the database of the shop. What writes is handed the transaction that it is part of. */
export type Store = ReturnType<typeof openStore>;

type Keys = readonly string[];

export function openStore({ database }: Messaging<PrismaClient>) {
  return {
    productsById: (ids: Keys, audience: Audience) => products.productsById(database, ids, audience),
    productBySlug: (slug: string, audience: Audience) => products.productBySlug(database, slug, audience),
    descriptionsOf: (ids: Keys) => products.descriptionsOf(database, ids),
    variantsById: (ids: Keys, audience: Audience) => variants.variantsById(database, ids, audience),
    variantsWithProducts: (ids: Keys, audience: Audience) => variants.variantsWithProducts(database, ids, audience),
    variantBySku: (sku: string, audience: Audience) => variants.variantBySku(database, sku, audience),
    variantByBarcode: (barcode: string, audience: Audience) => variants.variantByBarcode(database, barcode, audience),
    idsOfSkus: (skus: Keys) => variants.idsOfSkus(database, skus),
    variantsOfProducts: (productIds: Keys) => variants.variantsOfProducts(database, productIds),
    pricesAhead: (variantIds: Keys) => prices.pricesAhead(database, variantIds),
    priceRanges: (productIds: Keys, currency: string) => prices.priceRanges(database, productIds, currency),
    salesOf: (variantIds: Keys, currency: string) => prices.salesOf(database, variantIds, currency),
    categoriesById: (ids: Keys) => categories.categoriesById(database, ids),
    categoriesBySlug: (slugs: Keys) => categories.categoriesBySlug(database, slugs),
    categoriesOfProducts: (productIds: Keys) => categories.categoriesOfProducts(database, productIds),
    childrenOf: (parentIds: Keys) => categories.childrenOf(database, parentIds),
    topCategories: () => categories.topCategories(database),
    allCategories: () => categories.allCategories(database),
    similarWords: (typed: Keys) => similarWords(database, typed),
    searchProducts: (asked: Search, after: search.SearchKey | null, limit: number) => search.searchProducts(database, asked, after, limit),
    countProducts: (asked: Search) => search.countProducts(database, asked),
    searchPriceRange: (asked: Search) => search.searchPriceRange(database, asked),
    facetCounts: (asked: Search) => facetCounts(database, asked),
    lockCatalog,
    idsOfSlugs,
    idsOfCurrentSlugs,
    slugsLike,
    ownersOfSkus,
    existingProducts,
    writeProducts,
    insertPrices,
    deleteScheduledPrice,
    refreshPriceSpans,
    nextPriceTurns,
    settleTurnedPrices,
    saveCategory,
    levelsBelow,
    categoriesBySlugIn: categories.categoriesBySlug,
    categoriesByIdIn: categories.categoriesById,
    variantsByIdIn: variants.variantsById,
    drawAnnouncements,
    saveStock,
  };
}
