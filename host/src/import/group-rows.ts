import { slugOfHandle } from './handles.ts';
import type { Problem } from './problems.ts';
import type { Row } from './read-rows.ts';

/** The rows of one product. */
export interface ProductRows {
  readonly slug: string;
  readonly handle: string;
  readonly rows: readonly [Row, ...Row[]];
}

/**
 * Rows that stand together under one handle, as a product each. Only the handles are kept, so that a long file fits: rows of a handle that was
 * there before cannot be added to its product any more, and would replace it, so they are reported.
 */
export async function* groupRows(rows: AsyncIterable<Row>, report: (problem: Problem) => void): AsyncGenerator<ProductRows> {
  const firstLines = new Map<string, number>();
  let handle: string | undefined;
  let group: Row[] = [];
  const complete = (): ProductRows[] => {
    const [first, ...others] = group;
    group = [];
    if (first === undefined || handle === undefined) return [];
    const slug = slugOfHandle(handle);
    const before = firstLines.get(slug);
    if (before === undefined) {
      firstLines.set(slug, first.line);
      return [{ slug, handle, rows: [first, ...others] }];
    }
    const reason = `the product ${handle} stands in line ${before} already, and rows of one product must stand together`;
    for (const { line } of [first, ...others]) report({ line, reason });
    return [];
  };
  for await (const row of rows) {
    const named = row.cells.handle;
    if (named === undefined || slugOfHandle(named) === '') {
      if (named !== undefined || isFilled(row))
        report({ line: row.line, reason: named === undefined ? 'has no Handle' : `the Handle ${named} has no letter` });
      continue;
    }
    if (named !== handle) {
      yield* complete();
      handle = named;
    }
    group.push(row);
  }
  yield* complete();
}

/** Spreadsheets leave rows of nothing but commas behind. */
const isFilled = ({ cells, others }: Row): boolean => Object.keys(cells).length > 0 || others.length > 0;
