import type { CurrencyCode } from '@micromart/money';

export type ProductStatus = 'DRAFT' | 'ACTIVE' | 'ARCHIVED';

export interface Image {
  readonly url: string;
  readonly alt: string;
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface OptionValues {
  readonly name: string;
  readonly values: readonly string[];
}

/** A price of a variant from some moment on, in minor units. */
export interface Amounts {
  readonly currency: CurrencyCode;
  readonly amount: number;
  readonly compareAt: number | null;
}

/** What a product says of itself. */
export interface ProductContent {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly descriptionHtml: string;
  readonly brand: string | null;
  readonly status: ProductStatus;
  /** The first is the one for breadcrumbs and tax. */
  readonly categoryIds: readonly string[];
  readonly images: readonly Image[];
  readonly options: readonly OptionValues[];
  readonly attributes: readonly NameValue[];
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
}

export interface VariantContent {
  readonly sku: string;
  readonly barcode: string | null;
  readonly name: string;
  readonly selectedOptions: readonly NameValue[];
  readonly image: Image | null;
  readonly weightGrams: number;
}

export interface ExistingVariant extends VariantContent {
  readonly id: string;
  readonly removed: boolean;
  /** Prices now, one a currency. */
  readonly prices: readonly Amounts[];
}

/** A product as the catalog has it, with the variants that were taken out. */
export interface ExistingProduct {
  readonly id: string;
  readonly version: number;
  readonly content: ProductContent;
  readonly variants: readonly ExistingVariant[];
}

/** What a variant is called when nobody names it: `Blue / M`. */
export const variantName = (options: readonly NameValue[]): string => options.map(({ value }) => value).join(' / ') || 'Standard';

/** Product and variant in one line, for people: `Rain jacket, Blue / M`. */
export const fullName = (product: string, variant: Pick<VariantContent, 'name' | 'selectedOptions'>): string =>
  variant.selectedOptions.length === 0 && variant.name === variantName([]) ? product : `${product}, ${variant.name}`;

/** Names and values of the options in the order in which the variants first use them. */
export function optionsOf(variants: readonly { readonly selectedOptions: readonly NameValue[] }[]): OptionValues[] {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap(variant => variant.selectedOptions)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].map(([name, found]) => ({ name, values: [...found] }));
}

/** The variants by their options' values: all of the first value before all of the second. */
export function inOptionOrder<Variant extends { readonly selectedOptions: readonly NameValue[] }>(
  variants: readonly Variant[],
  options: readonly OptionValues[],
): Variant[] {
  const placeOf = (variant: Variant, { name, values }: OptionValues): number =>
    values.indexOf(variant.selectedOptions.find(option => option.name === name)?.value ?? '');
  return variants.toSorted((a, b) => {
    for (const option of options) {
      const difference = placeOf(a, option) - placeOf(b, option);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
