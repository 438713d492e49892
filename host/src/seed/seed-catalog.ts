import type { Asking } from './asking.ts';
import type { Assortment } from './assortment.ts';
import type { SeedCategory } from './catalog.ts';
import { productRows, variantsOf } from './products.ts';
import { idsBySku } from './variant-ids.ts';

const FIND_CATEGORY = 'query Category($slug: String!) { category(slug: $slug) { id } }';
const SAVE_CATEGORY = 'mutation Save($input: CategoryInput!) { categorySave(input: $input) { category { id } userErrors { code message field } } }';
const IMPORT = 'mutation Import($rows: [ProductInput!]!) { productsImport(rows: $rows) { imported unchanged userErrors { code message field } } }';

/** Categories from the top down, then the products. What is there already, by its slug or a SKU, stays as it is, whatever somebody made of it. */
export async function seedCatalog(ask: Asking, assortment: Assortment): Promise<void> {
  await saveBelow(ask, assortment.categories, null);
  const known = await idsBySku(ask, assortment);
  const isNew = assortment.products.map(product => !variantsOf(product, 1).some(({ sku }) => known.has(sku)));
  const rows = productRows(assortment.products).filter((_, at) => isNew[at]);
  if (rows.length > 0) await ask('shop', IMPORT, { rows });
}

async function saveBelow(ask: Asking, categories: readonly SeedCategory[], parentId: string | null): Promise<void> {
  for (const { children, ...category } of categories) {
    const { category: known } = await ask<{ category: { id: string } | null }>('shop', FIND_CATEGORY, { slug: category.slug });
    await saveBelow(ask, children ?? [], known?.id ?? (await saveCategory(ask, category, parentId)));
  }
}

async function saveCategory(ask: Asking, { slug, name, description, taxClass }: SeedCategory, parentId: string | null): Promise<string> {
  const input = { slug, name, description, parentId, taxClass: taxClass ?? null };
  const { categorySave } = await ask<{ categorySave: { category: { id: string } } }>('shop', SAVE_CATEGORY, { input });
  return categorySave.category.id;
}
