import { importProducts, saveCategory } from '../index.ts';
import { catalog, categoryTree } from './catalog.ts';
import type { ShopWorld } from './shop-world.ts';

/** Puts the test catalog into the shop; ids of the categories by slug. */
export async function fillShop({ app }: ShopWorld): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const [slug, parent] of categoryTree) {
    const name = slug.charAt(0).toUpperCase() + slug.slice(1);
    const { category, userErrors } = await saveCategory(app, { slug, name, parentId: parent === null ? null : (ids.get(parent) ?? '') });
    if (category === null) throw new Error(JSON.stringify(userErrors));
    ids.set(slug, category.id);
  }
  const { userErrors } = await importProducts(app, catalog, 'REJECT_ALL');
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return ids;
}
