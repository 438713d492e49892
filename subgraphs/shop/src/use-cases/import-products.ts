import type { MessagingTransaction } from '@micromart/messaging';
import { check, userError } from '@micromart/input';
import type { App } from '../app.ts';
import { MOST_ROWS, patchOf, productInput, type ProductPatch } from '../domain/product-input.ts';
import { slugify } from '../domain/slugs.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { ImportErrorPolicy, ProductInput } from '../generated/resolvers.ts';
import { planProducts, type Refusal, type Wanted } from './plan-products.ts';
import { writePlans } from './write-plans.ts';

export interface ProductsImport {
  /** Rows that were new, or different from the catalog. */
  readonly imported: number;
  readonly unchanged: number;
  /** The path of each begins with `rows` and the index of its row. */
  readonly userErrors: readonly Refusal[];
}

interface Row {
  readonly patch: ProductPatch;
  readonly slug: string;
  readonly path: readonly string[];
}

/**
 * Up to 1,000 products in one transaction, new or known by their slug (the one they have, or had). Of a known product, what a row leaves out
 * stays; the same rows a second time change nothing. With REJECT_ALL one bad row keeps the others out, too.
 */
export async function importProducts(app: App, rows: readonly ProductInput[], onError: ImportErrorPolicy): Promise<ProductsImport> {
  if (rows.length > MOST_ROWS) return refused([userError('INVALID', `must have at most ${MOST_ROWS} rows; send the rest in another call`, ['rows'])]);
  const checked = rows.map((row, at) => {
    const path = ['rows', String(at)];
    const { value, userErrors } = check(productInput, row, path);
    return value === undefined ? { userErrors } : { row: { patch: patchOf(value), slug: value.slug ?? (slugify(value.name) || 'product'), path } };
  });
  const invalid = checked.flatMap(({ userErrors }) => userErrors ?? []);
  if (onError === 'REJECT_ALL' && invalid.length > 0) return refused(invalid);
  const valid = checked.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const { userErrors, ...counts } = await app.messaging.transaction(tx => importIn(app, tx, valid, onError));
  return { ...counts, userErrors: [...invalid, ...userErrors].toSorted((a, b) => Number(a.field?.[1]) - Number(b.field?.[1])) };
}

const refused = (userErrors: readonly Refusal[]): ProductsImport => ({ imported: 0, unchanged: 0, userErrors });

async function importIn(app: App, tx: MessagingTransaction<PrismaClient>, rows: readonly Row[], onError: ImportErrorPolicy): Promise<ProductsImport> {
  const moment = await app.store.lockCatalog(tx);
  const ids = await app.store.idsOfSlugs(
    tx,
    rows.map(row => row.slug),
  );
  const existing = await app.store.existingProducts(tx, [...new Set(ids.values())], moment);
  const seen = new Set<string>();
  const repeated: Refusal[] = [];
  const wanted: Wanted[] = [];
  for (const { patch, slug, path } of rows) {
    const known = existing.get(ids.get(slug) ?? '') ?? null;
    const key = known?.id ?? slug;
    if (seen.has(key)) repeated.push(userError('CONFLICT', `a row before this one is the same product (${slug})`, [...path, 'slug']));
    else wanted.push({ existing: known, patch, slug: known?.content.slug ?? slug, path });
    seen.add(key);
  }
  const planned = await planProducts(app, tx, wanted);
  const userErrors = [...repeated, ...planned.flatMap(row => ('refusals' in row ? row.refusals : []))];
  if (onError === 'REJECT_ALL' && userErrors.length > 0) return refused(userErrors);
  const plans = planned.flatMap(row => ('plan' in row ? [row.plan] : []));
  const different = plans.filter(plan => plan.changed || plan.prices.length > 0);
  await writePlans(app, tx, different, moment);
  return { imported: different.length, unchanged: plans.length - different.length, userErrors };
}
