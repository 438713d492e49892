import type { Asking } from './asking.ts';
import type { Assortment } from './assortment.ts';
import type { SeedCategory } from './catalog.ts';
import { productRows } from './products.ts';

const FIND_CATEGORY = 'query Category($slug: String!) { category(slug: $slug) { id } }';
const SAVE_CATEGORY = 'mutation Save($input: CategoryInput!) { categorySave(input: $input) { category { id } userErrors { code message field } } }';
const IMPORT = 'mutation Import($rows: [ProductInput!]!) { productsImport(rows: $rows) { imported unchanged userErrors { code message field } } }';

/** Categories from the top down, then the products; what is there already stays. */
export async function seedCatalog(ask: Asking, { categories, products }: Assortment): Promise<void> {
  await saveBelow(ask, categories, null);
  await ask('shop', IMPORT, { rows: productRows(products) });
}

async function saveBelow(ask: Asking, categories: readonly SeedCategory[], parentId: string | null): Promise<void> {
  for (const { slug, name, description, taxClass, children } of categories) {
    const { category: known } = await ask<{ category: { id: string } | null }>('shop', FIND_CATEGORY, { slug });
    const input = { id: known?.id ?? null, slug, name, description, parentId, taxClass: taxClass ?? null };
    const { categorySave } = await ask<{ categorySave: { category: { id: string } } }>('shop', SAVE_CATEGORY, { input });
    await saveBelow(ask, children ?? [], categorySave.category.id);
  }
}
