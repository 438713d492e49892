import type { MessagingTransaction } from '@micromart/messaging';
import { check, userError } from '@micromart/input';
import type { App } from '../app.ts';
import { type ProductPatch, productUpdateInput } from '../domain/product-input.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { ProductUpdateInput } from '../generated/resolvers.ts';
import { type SavedProduct, slugIsTaken } from './create-product.ts';
import { planProducts, type Refusal } from './plan-products.ts';
import { writePlans } from './write-plans.ts';

/** Changes a product that is still as the caller saw it; otherwise CONFLICT, and the product as it is. */
export async function updateProduct(app: App, id: string, expectedVersion: number, input: ProductUpdateInput): Promise<SavedProduct> {
  const checked = check(productUpdateInput, input, ['input']);
  if (checked.userErrors !== undefined) return { product: null, userErrors: checked.userErrors };
  return change(app, id, checked.value, expectedVersion);
}

/** Takes a product out of the shop; its orders keep it. Doing it again changes nothing. */
export const archiveProduct = (app: App, id: string): Promise<SavedProduct> => change(app, id, { status: 'ARCHIVED' }, null);

async function change(app: App, id: string, patch: ProductPatch, expectedVersion: number | null): Promise<SavedProduct> {
  const userErrors = await app.messaging.transaction(tx => changeIn(app, tx, id, patch, expectedVersion));
  const [product] = await app.store.productsById([id], 'staff');
  return { product: product ?? null, userErrors };
}

async function changeIn(
  app: App,
  tx: MessagingTransaction<PrismaClient>,
  id: string,
  patch: ProductPatch,
  expectedVersion: number | null,
): Promise<readonly Refusal[]> {
  const moment = await app.store.lockCatalog(tx);
  const existing = (await app.store.existingProducts(tx, [id], moment)).get(id);
  if (existing === undefined) return [userError('NOT_FOUND', 'there is no such product', ['id'])];
  if (expectedVersion !== null && existing.version !== expectedVersion) {
    return [userError('CONFLICT', `the product is at version ${existing.version} by now`, ['expectedVersion'])];
  }
  const slug = patch.slug ?? existing.content.slug;
  const owner = (await app.store.idsOfCurrentSlugs(tx, [slug])).get(slug);
  if (owner !== undefined && owner !== id) return [slugIsTaken];
  const [planned] = await planProducts(app, tx, [{ existing, patch, slug, path: ['input'] }]);
  if (planned === undefined || 'refusals' in planned) return planned?.refusals ?? [];
  await writePlans(app, tx, [planned.plan], moment);
  return [];
}
