import type { CurrencyCode } from '@micromart/money';
import type { AttributeInput, VariantInput } from '@micromart/sdk';
import { readGrams, readPrice, readQuantity } from './amounts.ts';
import type { Column } from './columns.ts';
import type { ProductRows } from './group-rows.ts';
import type { Problem } from './problems.ts';
import type { Row } from './read-rows.ts';
import { derivedSku } from './skus.ts';
import { imageAddress, oneLine } from './texts.ts';

/** A variant as the shop takes it, and what of its row goes elsewhere. */
export interface ReadVariant {
  readonly line: number;
  readonly input: VariantInput;
  /** Units in stock. */
  readonly quantity: number;
}

/** What tells a row with a variant from one that brings another image only. */
const VARIANT_CELLS: readonly Column[] = ['option1Value', 'option2Value', 'option3Value', 'sku', 'price', 'barcode'];
const OPTIONS = [
  ['option1Name', 'option1Value'],
  ['option2Name', 'option2Value'],
  ['option3Name', 'option3Value'],
] as const satisfies readonly (readonly [Column, Column])[];

/** The first row of a product has a variant always, later ones when they say something of it. */
export const hasVariant = (row: Row, at: number): boolean => at === 0 || VARIANT_CELLS.some(column => row.cells[column] !== undefined);

/** The variants of a product's rows that can be taken over; `report` hears why others cannot. */
export function readVariants({ slug, rows }: ProductRows, currency: CurrencyCode, report: (problem: Problem) => void): ReadVariant[] {
  const optionNames = OPTIONS.map(([name], at) => rows.find(row => row.cells[name] !== undefined)?.cells[name] ?? `Option ${at + 1}`);
  const lines = new Map<string, number>();
  return rows.filter(hasVariant).flatMap(row => {
    const read = readVariant(row, slug, optionNames, currency);
    const reason = typeof read === 'string' ? read : twinOf(read, lines);
    if (typeof read === 'string' || reason !== undefined) {
      report({ line: row.line, reason: reason ?? '' });
      return [];
    }
    lines.set(read.input.sku, row.line);
    return [read];
  });
}

const twinOf = ({ input }: ReadVariant, lines: ReadonlyMap<string, number>): string | undefined => {
  const line = lines.get(input.sku);
  return line === undefined ? undefined : `its SKU ${input.sku} is that of line ${line}`;
};

/** @returns the variant, or why there is none. */
function readVariant({ line, cells }: Row, slug: string, optionNames: readonly string[], currency: CurrencyCode): ReadVariant | string {
  const selectedOptions = optionsOf(cells, optionNames);
  if (cells.price === undefined) return 'has no Variant Price';
  const price = readPrice(cells.price, currency);
  const grams = readGrams(cells.grams);
  const quantity = readQuantity(cells.quantity);
  // a comparison of nothing, as some exports have it, crosses nothing out
  const compareAt = readPrice(cells.compareAt ?? '0', currency);
  for (const { reason } of [price, grams, quantity, compareAt]) if (reason !== undefined) return reason;
  if (price.value === undefined || grams.value === undefined || quantity.value === undefined || compareAt.value === undefined)
    return 'cannot be read';
  const isLowered = Number(compareAt.value.amount) > Number(price.value.amount);
  const barcode = cells.barcode?.replace(/^'/, '');
  const image = imageAddress(cells.variantImage);
  return {
    line,
    quantity: quantity.value,
    input: {
      sku:
        oneLine(cells.sku ?? '').replace(/^'/, '') ||
        derivedSku(
          slug,
          selectedOptions.map(({ value }) => value),
        ),
      ...(barcode === undefined ? {} : { barcode }),
      weightGrams: grams.value,
      selectedOptions,
      ...(image === undefined ? {} : { image: { url: image, alt: '' } }),
      prices: [{ amount: price.value, ...(isLowered ? { compareAt: compareAt.value } : {}) }],
    },
  };
}

function optionsOf(cells: Row['cells'], names: readonly string[]): AttributeInput[] {
  const options = OPTIONS.flatMap(([, column], at) => {
    const value = cells[column];
    return value === undefined ? [] : [{ name: oneLine(names[at] ?? ''), value: oneLine(value) }];
  });
  // what Shopify writes for a product that has one variant
  const [only] = options;
  return options.length === 1 && only?.value === 'Default Title' ? [] : options;
}
