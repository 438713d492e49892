import { expect, test } from '@jest/globals';
import type { ProductPatch } from './product-input.ts';
import { type PlanContext, planProduct, type ProductPlan } from './product-plan.ts';
import type { ExistingProduct } from './product.ts';

let made = 0;
const context = (more: Partial<PlanContext> = {}): PlanContext => ({
  categoryIds: undefined,
  description: undefined,
  slug: 'jacket',
  ownerOf: () => undefined,
  newId: prefix => `${prefix}_${(made += 1)}`,
  ...more,
});
const euros = (amount: number) => ({ currency: 'EUR', amount, compareAt: null });
const blue = { sku: 'J-B', weightGrams: 500, selectedOptions: [{ name: 'Color', value: 'Blue' }], prices: [euros(9_900)] };
const red = { sku: 'J-R', weightGrams: 500, selectedOptions: [{ name: 'Color', value: 'Red' }], prices: [euros(9_900)] };
const patch: ProductPatch = { name: 'Jacket', status: 'ACTIVE', variants: [blue, red] };

function planned(existing: ExistingProduct | null, wanted: ProductPatch, more: Partial<PlanContext> = {}): ProductPlan {
  const plan = planProduct(existing, wanted, context(more));
  if (!('content' in plan)) throw new Error(JSON.stringify(plan));
  return plan;
}

/** The catalog after a plan was written. */
function written(plan: ProductPlan): ExistingProduct {
  const variants = plan.variants.map(each => {
    const { changed: _, ...variant } = each;
    const prices = plan.prices
      .filter(price => price.variantId === variant.id)
      .map(({ currency, amount, compareAt }) => ({ currency, amount, compareAt }));
    return { ...variant, removed: false, prices };
  });
  return { id: plan.id, version: 1, content: plan.content, variants };
}

const existing = written(planned(null, patch));

test('a new product has its variants, named by their options, and all of them are announced', () => {
  const plan = planned(null, patch);
  expect(plan).toMatchObject({ isNew: true, changed: true, content: { status: 'ACTIVE', options: [{ name: 'Color', values: ['Blue', 'Red'] }] } });
  expect(plan.variants.map(({ name }) => name)).toEqual(['Blue', 'Red']);
  expect(plan.announced).toEqual(plan.variants.map(({ id }) => id));
});

test('the same again changes nothing and is announced to nobody', () => {
  expect(planned(existing, patch)).toMatchObject({ changed: false, prices: [], removed: [], announced: [] });
});

test('what is left out stays, null empties', () => {
  const branded = written(planned(existing, { brand: 'Öland' }));
  expect(planned(branded, { name: 'Rain jacket' }).content).toMatchObject({ name: 'Rain jacket', brand: 'Öland' });
  expect(planned(branded, { brand: null }).content.brand).toBeNull();
});

test('a price alone is written without a new version', () => {
  const plan = planned(existing, { variants: [{ ...blue, prices: [euros(8_900)] }, red] });
  expect(plan).toMatchObject({ changed: false, prices: [{ variantId: existing.variants[0]?.id, amount: 8_900 }] });
  expect(plan.announced).toEqual([existing.variants[0]?.id]);
});

test('a variant that is left out is sold no more, and comes back under its id', () => {
  const [first, second] = existing.variants;
  const without = planned(existing, { variants: [blue] });
  expect(without.removed).toEqual([second?.id]);
  const after: ExistingProduct = { ...written(without), variants: [...(first ? [first] : []), ...(second ? [{ ...second, removed: true }] : [])] };
  const back = planned(after, { variants: [blue, red] });
  expect(back.variants.map(({ id }) => id)).toEqual([first?.id, second?.id]);
  expect(back).toMatchObject({ changed: true, removed: [] });
});

test('a SKU changes by the id of its variant, and belongs to one product', () => {
  const id = String(existing.variants[0]?.id);
  expect(planned(existing, { variants: [{ ...blue, id, sku: 'J-NEW' }, red] }).variants[0]).toMatchObject({ id, sku: 'J-NEW' });
  expect(planProduct(existing, { variants: [blue] }, context({ ownerOf: () => 'prd_other' }))).toEqual([
    { code: 'CONFLICT', message: 'J-B is the SKU of another product', path: ['variants', '0', 'sku'] },
  ]);
  expect(planProduct(existing, { variants: [{ ...blue, id: 'var_other' }] }, context())).toMatchObject([
    { code: 'NOT_FOUND', path: ['variants', '0', 'id'] },
  ]);
});

test('variants stand in the order of the options, however they are given', () => {
  const sized = ['Blue M', 'Red M', 'Blue S'].map(name => {
    const [color = '', size = ''] = name.split(' ');
    return {
      sku: name,
      weightGrams: 1,
      selectedOptions: [
        { name: 'Color', value: color },
        { name: 'Size', value: size },
      ],
    };
  });
  expect(planned(null, { ...patch, variants: sized }).variants.map(({ sku }) => sku)).toEqual(['Blue M', 'Blue S', 'Red M']);
});

test('all variants are announced when the product is renamed or taken out of the shop', () => {
  const all = existing.variants.map(({ id }) => id);
  expect(planned(existing, { name: 'Coat' }).announced).toEqual(all);
  expect(planned(existing, { status: 'ARCHIVED' }).announced).toEqual(all);
  expect(planned(existing, { brand: 'Öland' }).announced).toEqual([]);
});

test('a slug that is given up is remembered', () => {
  expect(planned(existing, {}, { slug: 'rain-jacket' }).formerSlug).toBe('jacket');
  expect(planned(existing, {}).formerSlug).toBeNull();
});
