import { check } from '@micromart/input';
import type { App } from '../app.ts';
import { patchOf, productInput } from '../domain/product-input.ts';
import { freeSlug, slugify } from '../domain/slugs.ts';
import type { ProductInput } from '../generated/resolvers.ts';
import type { ProductRow } from '../rows.ts';
import { planProducts, type Refusal } from './plan-products.ts';
import { writePlans } from './write-plans.ts';

export interface SavedProduct {
  readonly product: ProductRow | null;
  readonly userErrors: readonly Refusal[];
}

/** A new product with its variants and first prices. Without a slug it gets one of its name that is free. */
export async function createProduct(app: App, input: ProductInput): Promise<SavedProduct> {
  const checked = check(productInput, input, ['input']);
  if (checked.userErrors !== undefined) return { product: null, userErrors: checked.userErrors };
  const patch = patchOf(checked.value);
  const made = await app.messaging.transaction(async tx => {
    const moment = await app.store.lockCatalog(tx);
    const derived = slugify(checked.value.name) || 'product';
    const taken = await app.store.slugsLike(tx, patch.slug ?? derived);
    if (patch.slug !== undefined && (await app.store.idsOfCurrentSlugs(tx, [patch.slug])).size > 0) return { refusals: [slugIsTaken] };
    const slug = patch.slug ?? freeSlug(derived, candidate => taken.has(candidate));
    const [planned] = await planProducts(app, tx, [{ existing: null, patch, slug, path: ['input'] }]);
    if (planned !== undefined && 'plan' in planned) await writePlans(app, tx, [planned.plan], moment);
    return planned;
  });
  if (made === undefined || 'refusals' in made) return { product: null, userErrors: made?.refusals ?? [] };
  const [product] = await app.store.productsById([made.plan.id], 'staff');
  return { product: product ?? null, userErrors: [] };
}

export const slugIsTaken: Refusal = { code: 'CONFLICT', message: 'another product has this slug', field: ['input', 'slug'] };
