import type { CurrencyCode } from '@micromart/money';
import type { Client } from '@micromart/sdk';
import { batchesOf, sizeOf } from './batches.ts';
import { bookStock } from './book-stock.ts';
import { categoriesOf } from './categories.ts';
import { groupRows } from './group-rows.ts';
import type { Problem } from './problems.ts';
import { type ReadProduct, readProduct } from './products.ts';
import { type Row, readRows } from './read-rows.ts';
import type { Report } from './report.ts';
import { saveProducts } from './save-products.ts';
import { type ImportShelf, importShelf } from './shelves.ts';

export interface ImportOptions {
  /** Of the prices in the file. */
  readonly currency: CurrencyCode;
  /** Where goods go; a shelf for imports is made when left out, once there is something to put on it. */
  readonly shelf?: ImportShelf;
  /** Called after every portion. */
  readonly onProgress?: (report: Report) => void;
}

/**
 * Imports a product file portion by portion, and notes in `report` what came of it.
 * @throws ImportFault and MicroMartError; what was taken over before is in the report.
 */
export async function importFile(client: Client, path: string, options: ImportOptions, report: Report): Promise<void> {
  const note = (problem: Problem): void => void report.problems.push(problem);
  const categoryOf = categoriesOf(client);
  let shelf = options.shelf;
  const shelfOf = async (): Promise<ImportShelf> => (shelf ??= await importShelf(client));
  for await (const batch of batchesOf(readProducts(countRows(readRows(path), report), options.currency, note))) {
    const { imported, unchanged, saved } = await saveProducts(client, categoryOf, batch, note);
    report.imported += imported;
    report.unchanged += unchanged;
    await bookStock(client, saved, shelfOf, report);
    options.onProgress?.(report);
  }
}

async function* countRows(rows: AsyncIterable<Row>, report: Report): AsyncGenerator<Row> {
  for await (const row of rows) {
    report.rows += 1;
    for (const name of row.others) report.ignored.set(name, (report.ignored.get(name) ?? 0) + 1);
    yield row;
  }
}

/** Bytes that a request may bring (a million), with room for what surrounds a product. */
const LARGEST_PRODUCT = 900_000;

async function* readProducts(rows: AsyncIterable<Row>, currency: CurrencyCode, note: (problem: Problem) => void): AsyncGenerator<ReadProduct> {
  for await (const group of groupRows(rows, note)) {
    const product = readProduct(group, currency, note);
    if (product === undefined) continue;
    if (sizeOf(product) > LARGEST_PRODUCT) note({ line: product.line, reason: 'its product is larger than the shop takes in one request' });
    else yield product;
  }
}
