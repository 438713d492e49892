import { isDeepStrictEqual } from 'node:util';
import type { ProductPatch, VariantPatch } from './product-input.ts';
import {
  type Amounts,
  type ExistingProduct,
  type ExistingVariant,
  inOptionOrder,
  optionsOf,
  type ProductContent,
  type VariantContent,
  variantName,
} from './product.ts';

/** What is written for one product: made of the product as it is and of what is wanted. */
export interface ProductPlan {
  readonly id: string;
  readonly isNew: boolean;
  readonly content: ProductContent;
  /** All that the product shall have, in order. */
  readonly variants: readonly PlannedVariant[];
  /** Ids of variants that are sold no more. */
  readonly removed: readonly string[];
  /** Prices from now on that differ from those that hold. */
  readonly prices: readonly (Amounts & { readonly variantId: string })[];
  /** Whether the product or a variant changes; prices do not count. */
  readonly changed: boolean;
  readonly formerSlug: string | null;
  /** Ids of variants that others must hear of. */
  readonly announced: readonly string[];
}

export interface PlannedVariant extends VariantContent {
  readonly id: string;
  readonly changed: boolean;
}

export interface PlanProblem {
  readonly code: 'NOT_FOUND' | 'CONFLICT';
  readonly message: string;
  readonly path: readonly string[];
}

/** What the plan needs to know beyond the product. */
export interface PlanContext {
  /** Undefined where the patch does not say. */
  readonly categoryIds: readonly string[] | undefined;
  /** Made safe; undefined where the patch does not say. */
  readonly description: { readonly html: string; readonly text: string } | undefined;
  /** What the product is to be found by. */
  readonly slug: string;
  /** Whose variant has a SKU; undefined when nobody's. */
  readonly ownerOf: (sku: string) => string | undefined;
  readonly newId: (prefix: 'prd' | 'var') => string;
}

const NOTHING: ProductContent = {
  slug: '',
  name: '',
  description: '',
  descriptionHtml: '',
  brand: null,
  status: 'DRAFT',
  categoryIds: [],
  images: [],
  options: [],
  attributes: [],
  seoTitle: null,
  seoDescription: null,
};

/** Compares what is wanted with what there is. Problems name the part of the patch that is at fault. */
export function planProduct(existing: ExistingProduct | null, patch: ProductPatch, context: PlanContext): ProductPlan | readonly PlanProblem[] {
  const id = existing?.id ?? context.newId('prd');
  const before = existing?.content ?? NOTHING;
  const known = existing?.variants ?? [];
  const wanted = patch.variants?.map(variant => matched(variant, known));
  const problems = (patch.variants ?? []).flatMap((variant, at) => problemsOf(variant, at, wanted?.[at], id, context));
  const twice = wanted?.findIndex((variant, at) => variant !== undefined && wanted.indexOf(variant) !== at) ?? -1;
  if (twice >= 0)
    problems.push({ code: 'CONFLICT', message: 'is the same variant as another of this list', path: ['variants', String(twice), 'id'] });
  if (problems.length > 0) return problems;

  const given = patch.variants?.map((variant, at) => plannedVariant(variant, wanted?.[at], context));
  const options = given === undefined ? before.options : optionsOf(given);
  const kept = known.filter(variant => !variant.removed);
  const variants: readonly PlannedVariant[] =
    given === undefined ? kept.map(variant => ({ ...variant, changed: false })) : inOptionOrder(given, options);
  const content = patchedContent(before, patch, context, options);
  const removed = kept.filter(variant => !variants.some(planned => planned.id === variant.id)).map(variant => variant.id);
  const reordered = !isDeepStrictEqual(
    kept.map(variant => variant.id),
    variants.map(variant => variant.id),
  );
  const prices = (patch.variants ?? []).flatMap((variant, at) => newPrices(variant, wanted?.[at], given?.[at]?.id ?? ''));
  const contentChanged = !isDeepStrictEqual(before, content);
  const renamed = before.name !== content.name || (before.status === 'ACTIVE') !== (content.status === 'ACTIVE');
  const touched = new Set([
    ...variants.filter(variant => renamed || variant.changed).map(variant => variant.id),
    ...prices.map(price => price.variantId),
  ]);
  return {
    id,
    isNew: existing === null,
    content,
    variants,
    removed,
    prices,
    changed: existing === null || contentChanged || reordered || variants.some(variant => variant.changed),
    formerSlug: existing !== null && before.slug !== content.slug ? before.slug : null,
    announced: [...touched, ...removed],
  };
}

/** The variant that is meant: by id; else the sold one, else the one taken out, with that SKU. */
const matched = ({ id, sku }: VariantPatch, known: readonly ExistingVariant[]): ExistingVariant | undefined =>
  typeof id === 'string'
    ? known.find(variant => variant.id === id)
    : (known.find(variant => variant.sku === sku && !variant.removed) ?? known.find(variant => variant.sku === sku));

function problemsOf(patch: VariantPatch, at: number, found: ExistingVariant | undefined, productId: string, { ownerOf }: PlanContext): PlanProblem[] {
  const path = ['variants', String(at)];
  const owner = ownerOf(patch.sku);
  return [
    ...(typeof patch.id === 'string' && found === undefined
      ? [{ code: 'NOT_FOUND' as const, message: 'the product has no such variant', path: [...path, 'id'] }]
      : []),
    ...(owner !== undefined && owner !== productId
      ? [{ code: 'CONFLICT' as const, message: `${patch.sku} is the SKU of another product`, path: [...path, 'sku'] }]
      : []),
  ];
}

function plannedVariant(patch: VariantPatch, found: ExistingVariant | undefined, { newId }: PlanContext): PlannedVariant {
  const selectedOptions = patch.selectedOptions === undefined ? (found?.selectedOptions ?? []) : (patch.selectedOptions ?? []);
  const wasNamed = found !== undefined && found.name !== variantName(found.selectedOptions);
  const content: VariantContent = {
    sku: patch.sku,
    barcode: patch.barcode === undefined ? (found?.barcode ?? null) : patch.barcode,
    name: patch.name ?? (wasNamed && patch.name === undefined ? found.name : variantName(selectedOptions)),
    selectedOptions,
    image: patch.image === undefined ? (found?.image ?? null) : patch.image,
    weightGrams: patch.weightGrams,
  };
  if (found === undefined) return { id: newId('var'), ...content, changed: true };
  const { id, removed, prices: _, ...was } = found;
  return { id, ...content, changed: removed || !isDeepStrictEqual(was, content) };
}

const newPrices = ({ prices }: VariantPatch, found: ExistingVariant | undefined, variantId: string): (Amounts & { variantId: string })[] =>
  (prices ?? []).filter(price => !found?.prices.some(now => isDeepStrictEqual(now, price))).map(price => ({ variantId, ...price }));

function patchedContent(
  before: ProductContent,
  patch: ProductPatch,
  { categoryIds, description, slug }: PlanContext,
  options: ProductContent['options'],
): ProductContent {
  return {
    slug,
    name: patch.name ?? before.name,
    description: description?.text ?? before.description,
    descriptionHtml: description?.html ?? before.descriptionHtml,
    brand: patch.brand === undefined ? before.brand : patch.brand,
    status: patch.status ?? before.status,
    categoryIds: categoryIds ?? before.categoryIds,
    images: patch.images === undefined ? before.images : (patch.images ?? []),
    options,
    attributes: patch.attributes === undefined ? before.attributes : (patch.attributes ?? []),
    seoTitle: patch.seo === undefined ? before.seoTitle : (patch.seo?.title ?? null),
    seoDescription: patch.seo === undefined ? before.seoDescription : (patch.seo?.description ?? null),
  };
}
