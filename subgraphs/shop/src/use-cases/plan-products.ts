import type { Sql } from '@micromart/database';
import { type UserError, userError } from '@micromart/input';
import type { App } from '../app.ts';
import { cleanDescription } from '../description-html.ts';
import type { ProductPatch } from '../domain/product-input.ts';
import { type ProductPlan, planProduct } from '../domain/product-plan.ts';
import type { ExistingProduct } from '../domain/product.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

export type Refusal = UserError<UserErrorCode>;

/** A change that somebody wants, and the way to it among the arguments. */
export interface Wanted {
  readonly existing: ExistingProduct | null;
  readonly patch: ProductPatch;
  readonly slug: string;
  readonly path: readonly string[];
}

export type Planned = { readonly plan: ProductPlan } | { readonly refusals: readonly Refusal[] };

/** Plans changes one after the other, with the catalog locked: a SKU that an earlier one takes is taken for those behind it. */
export async function planProducts(app: App, sql: Sql, wanted: readonly Wanted[]): Promise<readonly Planned[]> {
  const skus = wanted.flatMap(({ patch }) => patch.variants?.map(variant => variant.sku) ?? []);
  const owners = new Map(await app.store.ownersOfSkus(sql, skus));
  const slugs = new Set(wanted.flatMap(({ patch }) => patch.categorySlugs ?? []));
  const categories = new Map((await app.store.categoriesBySlugIn(sql, [...slugs])).map(category => [category.slug, category.id]));
  return wanted.map(({ existing, patch, slug, path }): Planned => {
    const unknown = (patch.categorySlugs ?? []).flatMap((categorySlug, at) =>
      categories.has(categorySlug)
        ? []
        : [userError('NOT_FOUND' as const, `there is no category ${categorySlug}`, [...path, 'categorySlugs', String(at)])],
    );
    const planned = planProduct(existing, patch, {
      categoryIds: categoryIdsOf(patch, categories),
      description: patch.descriptionHtml === undefined ? undefined : cleanDescription(patch.descriptionHtml ?? ''),
      slug,
      ownerOf: sku => owners.get(sku),
      newId: app.newId,
    });
    const refusals =
      'content' in planned ? unknown : [...unknown, ...planned.map(({ code, message, path: at }) => userError(code, message, [...path, ...at]))];
    if (!('content' in planned) || refusals.length > 0) return { refusals };
    for (const { sku } of planned.variants) owners.set(sku, planned.id);
    return { plan: planned };
  });
}

function categoryIdsOf({ categorySlugs }: ProductPatch, known: ReadonlyMap<string, string>): readonly string[] | undefined {
  if (categorySlugs === undefined) return undefined;
  return [...new Set((categorySlugs ?? []).flatMap(slug => known.get(slug) ?? []))];
}
