import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { type Column, type Header, headerOf } from './columns.ts';
import { ImportFault } from './problems.ts';
import { textOfFile } from './text-of-file.ts';

/** A row as it stands in the file. */
export interface Row {
  /** Where it begins. */
  readonly line: number;
  /** Trimmed; what is blank is left out. */
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  /** Columns that have something in this row which nobody takes. */
  readonly others: readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  /** `lines`: of the line that the record ends on. */
  readonly info: { readonly lines: number };
}

/** Characters of a record. A quote that is never closed would otherwise take the rest of the file into memory. */
const LONGEST_RECORD = 1_000_000;

/**
 * The rows of a product file, one after the other: memory does not grow with the file.
 * @throws ImportFault naming the columns that are missing, or the line from which on the file is no CSV.
 */
export async function* readRows(path: string): AsyncGenerator<Row> {
  const parser = parse({
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // an error on the way ends the parser with it, and so the loop below
  pipeline(Readable.from(textOfFile(path)), parser, () => undefined);
  let header: Header | undefined;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      lastLine = info.lines;
      if (header === undefined) header = usable(headerOf(record), path);
      else yield rowOf(record, info.lines, header);
    }
  } catch (error) {
    throw faultOf(error, path, lastLine + 1);
  }
  if (header === undefined) throw new ImportFault(`${path} is empty.`);
}

function usable(header: Header, path: string): Header {
  const { missing } = header;
  if (missing.length === 0) return header;
  const [columns, them] = missing.length === 1 ? ['the column', 'it'] : ['the columns', 'them'];
  throw new ImportFault(`${path} lacks ${columns} ${missing.join(', ')}; a product file has ${them} in its first row, separated by commas.`);
}

function rowOf(record: readonly string[], lastLine: number, { positions, others }: Header): Row {
  const cells: Partial<Record<Column, string>> = {};
  for (const [column, position] of positions) {
    const cell = record[position]?.trim() ?? '';
    if (cell !== '') cells[column] = cell;
  }
  return {
    line: lastLine - record.reduce((breaks, cell) => breaks + (cell.split('\n').length - 1), 0),
    cells,
    others: others.filter(({ position }) => (record[position] ?? '').trim() !== '').map(({ name }) => name),
  };
}

function faultOf(error: unknown, path: string, line: number): unknown {
  switch ((error as CsvError).code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new ImportFault(`${path} cannot be read from line ${line} on: a quote is opened there and not closed.`);
    default:
      return error;
  }
}
