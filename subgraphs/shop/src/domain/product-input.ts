import { optionalText, text } from '@micromart/input';
import { z } from 'zod';
import { variantPrice } from './price-input.ts';
import { isSlug } from './slugs.ts';

export const MOST_VARIANTS = 250;
export const MOST_ROWS = 1_000;
const HEAVIEST = 10_000_000;

const name = text(255).refine(value => !/\p{Cc}/u.test(value), { message: 'must be one line' });
const nameValue = z.object({ name, value: name });
const emptied = <Item extends z.ZodType>(list: Item) => list.nullish();

/** A text that can stand in an address. */
export const slug = text(200).refine(isSlug, { message: 'may have letters, digits, and - _ . between them' });

/** Reads the API's `ImageInput`. */
export const image = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an absolute http or https address' }).max(2_000),
  alt: optionalText(500).transform(value => value ?? ''),
});

/** Reads the API's `SeoInput`. */
export const seo = z.object({ title: optionalText(255), description: optionalText(1_000) });

const oneOfEachName = <Item extends { readonly name: string }>(items: readonly Item[]): boolean =>
  new Set(items.map(item => item.name)).size === items.length;

const variant = z.object({
  id: z.string().nullish(),
  sku: name.refine(value => value.length <= 100, { message: 'must have at most 100 characters' }),
  barcode: optionalText(100).optional(),
  name: optionalText(255).optional(),
  selectedOptions: emptied(z.array(nameValue).max(10).refine(oneOfEachName, { message: 'must have one value for each option' })),
  image: image.nullish(),
  weightGrams: z.int().min(0, 'must not be negative').max(HEAVIEST, 'is more than anything here may weigh'),
  prices: z
    .array(variantPrice)
    .refine(prices => new Set(prices.map(price => price.currency)).size === prices.length, { message: 'must have one price for each currency' })
    .nullish(),
});

const fields = {
  descriptionHtml: z.string().max(200_000).nullish(),
  brand: optionalText(100).optional(),
  categorySlugs: emptied(z.array(z.string()).max(50)),
  images: emptied(z.array(image).max(250)),
  attributes: emptied(z.array(nameValue).max(100)),
  seo: seo.nullish(),
};

const variants = z
  .array(variant)
  .min(1, 'must have at least one variant')
  .max(MOST_VARIANTS, `must have at most ${MOST_VARIANTS} variants`)
  .superRefine((all, context) => {
    const seen = new Set<string>();
    all.forEach(({ sku }, at) => {
      if (seen.has(sku)) context.addIssue({ code: 'custom', path: [at, 'sku'], message: `${sku} stands in this list twice` });
      seen.add(sku);
    });
  });

const status = z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']);

/** Reads the API's `ProductInput`. */
export const productInput = z.object({ ...fields, slug: slug.nullish(), name, status: status.nullish(), variants });

/** Reads the API's `ProductUpdateInput`: undefined leaves as it is, null empties. */
export const productUpdateInput = z.object({
  ...fields,
  slug: slug.optional(),
  name: name.optional(),
  status: status.optional(),
  variants: variants.optional(),
});

export type VariantPatch = z.infer<typeof variant>;
/** What shall change of a product, or what a new one is made of. */
export type ProductPatch = z.infer<typeof productUpdateInput>;

/** A `ProductInput` as a change: what a new product cannot have as null is left out. */
export const patchOf = ({ slug: given, status: wanted, ...rest }: z.infer<typeof productInput>): ProductPatch => ({
  ...rest,
  slug: given ?? undefined,
  status: wanted ?? undefined,
});
