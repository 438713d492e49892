import { unstorableIn } from '@micromart/input';
import { badUserInput } from './faults.ts';

/** Arguments of a connection, checked. */
export interface PageArguments<Key extends readonly unknown[]> {
  /** 1 to 100. */
  readonly first: number;
  /** The key of the row that the page begins behind. */
  readonly after: Key | null;
}

export interface Page<Row> {
  readonly edges: readonly { readonly node: Row; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** `totalCount` stops here, so that it costs no more than this. */
export const COUNT_LIMIT = 10_000;
const LONGEST_PAGE = 100;

/** A row's place in its list, by the values it is sorted by: good however many rows come and go. */
export const cursorOf = (key: readonly (string | number | boolean | null)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** What a value in a cursor is. A `time` is written as `Date.toISOString` does it, and is always there; each of the others may be null. */
export type CursorPart = 'string' | 'number' | 'boolean' | 'time';

/**
 * Checks `first` and `after`.
 * @param parts what a cursor of this list consists of, in order.
 * @throws BAD_USER_INPUT for a page that is too long or a cursor that is not of this list.
 */
export function pageArguments<Key extends readonly unknown[]>(
  args: { readonly first: number; readonly after?: string | null | undefined },
  parts: readonly CursorPart[],
): PageArguments<Key> {
  if (args.first < 1 || args.first > LONGEST_PAGE) throw badUserInput(`first must be from 1 to ${LONGEST_PAGE}`, ['first']);
  if (args.after === undefined || args.after === null) return { first: args.first, after: null };
  const key = decoded(args.after);
  const fits =
    Array.isArray(key) && key.length === parts.length && parts.every((part, index) => isPart(part, key[index])) && unstorableIn(key) === undefined;
  if (!fits) throw badUserInput('after is not a cursor of this list; take endCursor of the page before', ['after']);
  return { first: args.first, after: key as unknown as Key };
}

function isPart(part: CursorPart, value: unknown): boolean {
  if (part === 'time') return isTime(value);
  return value === null || (typeof value === part && (part !== 'number' || Number.isFinite(value)));
}

/** Times of other years than 1 to 9999 are written in a way that PostgreSQL does not read. */
const WRITTEN_TIME = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !WRITTEN_TIME.test(value)) return false;
  const time = new Date(value);
  return Number.isFinite(time.getTime()) && time.toISOString() === value;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** @param rows the page and, when there is more, one row beyond it: ask the database for `first + 1`. */
export function pageOf<Row>(
  rows: readonly Row[],
  { first, after }: PageArguments<readonly unknown[]>,
  keyOf: (row: Row) => readonly (string | number | boolean | null)[],
): Page<Row> {
  const edges = rows.slice(0, first).map(node => ({ node, cursor: cursorOf(keyOf(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
