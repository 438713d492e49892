import type { MessagingTransaction } from '@micromart/messaging';
import { check, optionalText, text, userError } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { image, seo, slug } from '../domain/product-input.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { CategoryInput } from '../generated/resolvers.ts';
import type { CategoryRow } from '../rows.ts';
import type { Refusal } from './plan-products.ts';

export interface SavedCategory {
  readonly category: CategoryRow | null;
  readonly userErrors: readonly Refusal[];
}

/** Levels of the tree. The database holds to it, too. */
const DEEPEST = 8;

const categoryInput = z.object({
  id: z.string().nullish(),
  slug,
  name: text(255),
  description: optionalText(10_000).optional(),
  image: image.nullish(),
  seo: seo.nullish(),
  parentId: z.string().nullish(),
  taxClass: z.enum(['STANDARD', 'REDUCED', 'ZERO']).nullish(),
});
type CheckedCategory = z.infer<typeof categoryInput>;

/** Makes a category or, with an `id`, changes one: what is left out stays as it is. All below it moves along. */
export async function saveCategory(app: App, input: CategoryInput): Promise<SavedCategory> {
  const checked = check(categoryInput, input, ['input']);
  if (checked.userErrors !== undefined) return { category: null, userErrors: checked.userErrors };
  return app.messaging.transaction(async tx => {
    await app.store.lockCatalog(tx);
    return saveIn(app, tx, checked.value);
  });
}

const refused = (code: Refusal['code'], message: string, field: string): SavedCategory => ({
  category: null,
  userErrors: [userError(code, message, ['input', field])],
});

async function saveIn(app: App, tx: MessagingTransaction<PrismaClient>, input: CheckedCategory): Promise<SavedCategory> {
  const { store } = app;
  const known = typeof input.id === 'string' ? (await store.categoriesByIdIn(tx, [input.id]))[0] : undefined;
  if (typeof input.id === 'string' && known === undefined) return refused('NOT_FOUND', 'there is no such category', 'id');
  const [namesake] = await store.categoriesBySlugIn(tx, [input.slug]);
  if (namesake !== undefined && namesake.id !== known?.id) return refused('CONFLICT', 'another category has this slug', 'slug');

  const id = known?.id ?? app.newId('cat');
  const parentId = input.parentId === undefined ? (known?.parentId ?? null) : input.parentId;
  const parent = parentId === null ? undefined : (await store.categoriesByIdIn(tx, [parentId]))[0];
  if (parentId !== null && parent === undefined) return refused('NOT_FOUND', 'there is no such category', 'parentId');
  if (parent?.path.includes(id)) return refused('INVALID', 'a category cannot stand below itself', 'parentId');
  const path = [...(parent?.path ?? []), id];
  const below = known === undefined ? 0 : await store.levelsBelow(tx, id);
  if (path.length + below > DEEPEST) return refused('INVALID', `the tree has at most ${DEEPEST} levels`, 'parentId');

  const category: CategoryRow = {
    id,
    slug: input.slug,
    name: input.name,
    description: input.description === undefined ? (known?.description ?? null) : input.description,
    image: input.image === undefined ? (known?.image ?? null) : input.image,
    seoTitle: input.seo === undefined ? (known?.seoTitle ?? null) : (input.seo?.title ?? null),
    seoDescription: input.seo === undefined ? (known?.seoDescription ?? null) : (input.seo?.description ?? null),
    parentId,
    path,
    taxClass: input.taxClass === undefined ? (known?.taxClass ?? null) : input.taxClass,
  };
  await store.saveCategory(tx, category);
  return { category, userErrors: [] };
}
