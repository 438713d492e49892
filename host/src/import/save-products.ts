import { setTimeout as pause } from 'node:timers/promises';
import { type Client, type ImportProductsMutation, ImportProductsDocument, MicroMartError, type ProductInput } from '@micromart/sdk';
import { askForEach } from './aliased.ts';
import { ImportFault, type Problem } from './problems.ts';
import type { ReadProduct } from './products.ts';
import type { ReadVariant } from './variants.ts';

export interface SavedProducts {
  readonly imported: number;
  readonly unchanged: number;
  /** Those that are in the shop now. */
  readonly saved: readonly ReadProduct[];
}

type Refusals = NonNullable<ImportProductsMutation['productsImport']>['userErrors'];

/** Gives the slug of the category for the type of a product. */
export type CategoryOf = (type: string | undefined) => Promise<string | undefined>;

/**
 * Has the shop take over up to 1,000 products. Where it refuses single variants, the product goes in without them, unless the shop has it
 * already: then it stays as it is, because its list of variants would be replaced by a shorter one.
 */
export async function saveProducts(
  client: Client,
  categoryOf: CategoryOf,
  products: readonly ReadProduct[],
  report: (problem: Problem) => void,
): Promise<SavedProducts> {
  const first = await saveWhole(client, categoryOf, products, report);
  const again = await saveWhole(client, categoryOf, first.shortened, report);
  for (const { line } of again.shortened) report({ line, reason: 'its product was refused a second time' });
  return {
    imported: first.imported + again.imported,
    unchanged: first.unchanged + again.unchanged,
    saved: [...first.saved, ...again.saved],
  };
}

interface Attempt extends SavedProducts {
  /** Products without the variants that were refused, to be tried again. */
  readonly shortened: readonly ReadProduct[];
}

async function saveWhole(
  client: Client,
  categoryOf: CategoryOf,
  products: readonly ReadProduct[],
  report: (problem: Problem) => void,
): Promise<Attempt> {
  const known = await knownSlugs(
    client,
    products.filter(({ isPartial }) => isPartial),
  );
  const kept = products.filter(({ slug }) => known.has(slug));
  for (const { line } of kept)
    report({ line, reason: 'its product is in the shop already and stays as it is until all of its rows can be taken over' });
  const wanted = products.filter(({ slug }) => !known.has(slug));
  if (wanted.length === 0) return { imported: 0, unchanged: kept.length, saved: kept, shortened: [] };

  const rows: ProductInput[] = [];
  for (const { input, variants, type } of wanted) {
    const category = await categoryOf(type);
    rows.push({ ...input, variants: variants.map(variant => variant.input), ...(category === undefined ? {} : { categorySlugs: [category] }) });
  }
  const { productsImport } = await patiently(() => client.request(ImportProductsDocument, { rows }));
  if (productsImport === null) throw new ImportFault('The shop gave no answer to an import.');
  const { imported, unchanged, userErrors } = productsImport;
  const refusals = byRow(userErrors);
  const outcomes = wanted.map((product, at) => afterRefusals(product, refusals.get(at) ?? [], report));
  return {
    imported,
    unchanged: unchanged + kept.length,
    saved: [...kept, ...wanted.filter((_, at) => !refusals.has(at))],
    shortened: outcomes.flatMap(outcome => outcome ?? []),
  };
}

function byRow(refusals: Refusals): ReadonlyMap<number, Refusals> {
  const rows = new Map<number, Refusals>();
  for (const refusal of refusals) {
    const row = Number(refusal.field?.[1]);
    rows.set(row, [...(rows.get(row) ?? []), refusal]);
  }
  return rows;
}

/** Reports refusals by the lines that they are about. @returns what is left to be tried, if anything is. */
function afterRefusals(product: ReadProduct, refusals: Refusals, report: (problem: Problem) => void): ReadProduct | undefined {
  const refused = new Set<ReadVariant>();
  for (const { field, message } of refusals) {
    const [, , part, at, ...rest] = field ?? [];
    const variant = part === 'variants' ? product.variants[Number(at)] : undefined;
    if (variant !== undefined) refused.add(variant);
    const where = [variant === undefined ? part : undefined, variant === undefined ? at : undefined, ...rest].filter(step => step !== undefined);
    report({ line: variant?.line ?? product.line, reason: where.length === 0 ? message : `${where.join('.')}: ${message}` });
  }
  const [first, ...others] = product.variants.filter(variant => !refused.has(variant));
  const isVariantsAlone = refusals.length > 0 && refusals.every(({ field }) => field?.[2] === 'variants' && field[3] !== undefined);
  return isVariantsAlone && first !== undefined ? { ...product, variants: [first, ...others], isPartial: true } : undefined;
}

async function knownSlugs(client: Client, products: readonly ReadProduct[]): Promise<ReadonlySet<string>> {
  const slugs = products.map(({ slug }) => slug);
  const found = await askForEach<{ readonly id: string } | null>(
    (document, variables) => client.request(document, variables),
    { operation: 'query', type: 'String!', field: variable => `product(slug: ${variable}) { id }` },
    slugs,
  );
  return new Set(slugs.filter((_, at) => found[at] !== null));
}

const PASSING = new Set(['NETWORK', 'SUBGRAPH_UNAVAILABLE', 'RATE_LIMITED']);
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000];

/** Tries again what failed for a while only. The same rows a second time change nothing, which the client cannot know. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const milliseconds of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MicroMartError) || !error.codes.every(code => PASSING.has(code))) throw error;
      await pause(milliseconds);
    }
  }
  return work();
}
