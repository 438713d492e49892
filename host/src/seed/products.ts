import type { SeedProduct } from './catalog.ts';

/** A variant as `ProductInput` has it, and how many of it lie in the warehouses to begin with. */
export interface SeedVariant {
  readonly sku: string;
  readonly barcode: string;
  readonly weightGrams: number;
  readonly selectedOptions: readonly { readonly name: string; readonly value: string }[];
  readonly prices: readonly object[];
}

type Differing = NonNullable<SeedProduct['differing']>[string];

/** All combinations of the options' values, the last option turning fastest. */
export function combinations(options: SeedProduct['options']): readonly (readonly { readonly name: string; readonly value: string }[])[] {
  return Object.entries(options).reduce<{ name: string; value: string }[][]>(
    (before, [name, values]) => before.flatMap(chosen => values.map(value => [...chosen, { name, value }])),
    [[]],
  );
}

const skuPart = (value: string): string =>
  value
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '')
    .slice(0, 6);

/** The check digit of a GTIN-13: weights 1 and 3 in turn (GS1 General Specifications, section 7.9). */
export function gtin13(twelveDigits: string): string {
  const sum = Array.from(twelveDigits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelveDigits}${(10 - (sum % 10)) % 10}`;
}

/** The variants of a product. Barcodes begin with 200, which GS1 keeps for use inside a company. `from` numbers the first variant. */
export const variantsOf = (product: SeedProduct, from: number): readonly SeedVariant[] =>
  combinations(product.options).map((selectedOptions, index) => {
    const differing = Object.assign({}, ...selectedOptions.map(({ value }) => product.differing?.[value] ?? {})) as Differing;
    const [wasEur, wasUsd] = differing.was ?? product.was ?? [];
    const price = (amount: string, currencyCode: string, compareAt: string | undefined) => ({
      amount: { amount, currencyCode },
      ...(compareAt === undefined ? {} : { compareAt: { amount: compareAt, currencyCode } }),
    });
    return {
      sku: [product.sku, ...selectedOptions.map(({ value }) => skuPart(value))].join('-'),
      barcode: gtin13(`200${String(from + index).padStart(9, '0')}`),
      weightGrams: differing.weightGrams ?? product.weightGrams,
      selectedOptions,
      prices: [price(differing.eur ?? product.eur, 'EUR', wasEur), price(differing.usd ?? product.usd, 'USD', wasUsd)],
    };
  });

/** The catalog as rows of `productsImport`. */
export function productRows(products: readonly SeedProduct[]): readonly object[] {
  let from = 1;
  return products.map(product => {
    const variants = variantsOf(product, from);
    from += variants.length;
    return {
      name: product.name,
      brand: product.brand,
      status: 'ACTIVE',
      categorySlugs: product.categories,
      descriptionHtml: product.description,
      attributes: Object.entries(product.attributes).map(([name, value]) => ({ name, value })),
      variants,
    };
  });
}
