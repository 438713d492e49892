import type { CurrencyCode } from '@micromart/money';
import type { ImageInput, ProductInput, ProductStatus } from '@micromart/sdk';
import type { ProductRows } from './group-rows.ts';
import type { Problem } from './problems.ts';
import type { Row } from './read-rows.ts';
import { imageAddress, oneLine } from './texts.ts';
import { type ReadVariant, readVariants } from './variants.ts';

/** A product as the shop takes it, and what of its rows goes elsewhere. */
export interface ReadProduct {
  /** Of its first row. */
  readonly line: number;
  readonly slug: string;
  /** Without variants and categories. */
  readonly input: Omit<ProductInput, 'variants' | 'categorySlugs'>;
  readonly variants: readonly [ReadVariant, ...ReadVariant[]];
  /** The name of its category. */
  readonly type: string | undefined;
  /** Whether rows with variants of it were left out. */
  readonly isPartial: boolean;
}

const STATUSES: Readonly<Record<string, ProductStatus>> = { active: 'ACTIVE', draft: 'DRAFT', archived: 'ARCHIVED', unlisted: 'DRAFT' };
const LONGEST_ALT = 500;

/** Puts the rows of one product together. `report` hears of every row that is not taken over; undefined when nothing is left to be sold. */
export function readProduct(group: ProductRows, currency: CurrencyCode, report: (problem: Problem) => void): ReadProduct | undefined {
  const { slug, rows } = group;
  const [{ line }] = rows;
  if (rows.some(hasNul)) return reportAll(rows, 'has characters that are not text (U+0000) in one of its rows', report);
  const title = said(rows, 'title');
  if (title === undefined) return reportAll(rows, 'has no Title', report);
  const status = statusOf(rows);
  if (status === undefined)
    return reportAll(rows, `the Status ${said(rows, 'status') ?? ''} is unknown; there are ${Object.keys(STATUSES).join(', ')}`, report);
  let lost = 0;
  const [first, ...others] = readVariants(group, currency, problem => {
    lost += 1;
    report(problem);
  });
  const images = readImages(rows, report);
  if (first === undefined) return undefined;
  const body = said(rows, 'body');
  const vendor = said(rows, 'vendor');
  const seo = { title: said(rows, 'seoTitle') ?? null, description: said(rows, 'seoDescription') ?? null };
  return {
    line,
    slug,
    input: {
      slug,
      name: oneLine(title),
      status,
      ...(body === undefined ? {} : { descriptionHtml: body }),
      ...(vendor === undefined ? {} : { brand: oneLine(vendor) }),
      ...(images.length === 0 ? {} : { images }),
      ...(seo.title === null && seo.description === null ? {} : { seo }),
    },
    variants: [first, ...others],
    type: said(rows, 'type'),
    isPartial: lost > 0,
  };
}

/** What the first row that says anything says: a product's own words stand in its first row, or after images that were sorted before it. */
const said = (rows: readonly Row[], column: keyof Row['cells']): string | undefined =>
  rows.find(row => row.cells[column] !== undefined)?.cells[column];

/** The shop's border refuses a whole request for one such character. */
const hasNul = ({ cells }: Row): boolean => Object.values(cells).some(cell => cell.includes('\0'));

function reportAll([first, ...others]: readonly [Row, ...Row[]], reason: string, report: (problem: Problem) => void): undefined {
  report({ line: first.line, reason });
  for (const { line } of others) report({ line, reason: `belongs to the product of line ${first.line}, which was left out` });
}

/** Undefined when nobody knows it. What is active but not published is a draft here. */
function statusOf(rows: readonly Row[]): ProductStatus | undefined {
  const status = STATUSES[said(rows, 'status')?.toLowerCase() ?? 'active'];
  const isHidden = /^(?:false|no|0)$/i.test(said(rows, 'published') ?? '');
  return status === 'ACTIVE' && isHidden ? 'DRAFT' : status;
}

/** Images in the order of their positions, each address once. */
function readImages(rows: readonly Row[], report: (problem: Problem) => void): ImageInput[] {
  const found = new Map<string, ImageInput & { readonly position: number }>();
  for (const { line, cells } of rows) {
    if (cells.imageSrc === undefined) continue;
    const url = imageAddress(cells.imageSrc);
    const position = Number(cells.imagePosition ?? Number.NaN);
    if (url === undefined) report({ line, reason: `the image ${cells.imageSrc} has no address that begins with http, and was left out` });
    else if (!found.has(url))
      found.set(url, {
        url,
        alt: (cells.imageAlt ?? '').slice(0, LONGEST_ALT).toWellFormed(),
        position: Number.isFinite(position) ? position : found.size + 1,
      });
  }
  return [...found.values()].toSorted((a, b) => a.position - b.position).map(({ url, alt }) => ({ url, alt }));
}
