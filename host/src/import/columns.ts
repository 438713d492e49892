/** What the import reads of a row. */
export type Column =
  | 'handle'
  | 'title'
  | 'body'
  | 'vendor'
  | 'type'
  | 'published'
  | 'status'
  | 'option1Name'
  | 'option1Value'
  | 'option2Name'
  | 'option2Value'
  | 'option3Name'
  | 'option3Value'
  | 'sku'
  | 'grams'
  | 'quantity'
  | 'price'
  | 'compareAt'
  | 'barcode'
  | 'imageSrc'
  | 'imagePosition'
  | 'imageAlt'
  | 'variantImage'
  | 'seoTitle'
  | 'seoDescription';

/** What each column is called: in the exports of many years first, then in newer ones. Case does not count. */
const NAMES: Readonly<Record<Column, readonly [string, ...string[]]>> = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Body HTML', 'Description'],
  vendor: ['Vendor'],
  type: ['Type'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  barcode: ['Variant Barcode', 'Barcode'],
  imageSrc: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  variantImage: ['Variant Image', 'Variant image URL'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
};

/** Without these a file is no list of products. */
const NEEDED: readonly Column[] = ['handle', 'title', 'price'];

/** Where everything stands in the rows of one file. */
export interface Header {
  readonly positions: ReadonlyMap<Column, number>;
  /** Columns that nothing is taken from, and where they stand. */
  readonly others: readonly { readonly name: string; readonly position: number }[];
  /** Names of columns that must be there and are not. */
  readonly missing: readonly string[];
}

const normalized = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const columnsByName = new Map(Object.entries(NAMES).flatMap(([column, names]) => names.map(name => [normalized(name), column as Column] as const)));

/** Reads the first row of a file. Of two columns with one name the first counts. */
export function headerOf(names: readonly string[]): Header {
  const positions = new Map<Column, number>();
  const others: { name: string; position: number }[] = [];
  names.forEach((name, position) => {
    const column = columnsByName.get(normalized(name));
    if (column !== undefined && !positions.has(column)) positions.set(column, position);
    else others.push({ name: name.trim() === '' ? `column ${position + 1}` : name.trim(), position });
  });
  return { positions, others, missing: NEEDED.filter(column => !positions.has(column)).map(column => NAMES[column][0]) };
}

/** What the file calls a column that is wanted, for people. */
export const nameOf = (column: Column): string => NAMES[column][0];
