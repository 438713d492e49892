import { createHash } from 'node:crypto';
import type { Sql, Statement } from '@micromart/database';
import { COUNT_LIMIT } from '@micromart/service';
import { type Search, sortKeyType, sortOf } from '../domain/search.ts';
import type { ProductRow } from '../rows.ts';
import { PRODUCT_COLUMNS } from './products.ts';
import { conditions, facetConditions, from, priceConditions, SCORE, type Values, values } from './search-conditions.ts';

/** A row of a search with the value that it is sorted by, before its id; null where it is sorted by its id alone. */
export type FoundProduct = ProductRow & { readonly sortKey: string | number | null };

/** A place in a sorted list: `FoundProduct.sortKey` and the id. */
export type SearchKey = readonly [sortKey: string | number | null, id: string];

interface Order {
  readonly key: string | null;
  readonly direction: 'ASC' | 'DESC';
}

const ORDERS: Readonly<Record<ReturnType<typeof sortOf>, Order>> = {
  RELEVANCE: { key: SCORE, direction: 'DESC' },
  // ids grow with time
  NEWEST: { key: null, direction: 'DESC' },
  // what has no price in the currency comes last
  PRICE_ASC: { key: 'coalesce(s.least, 2147483647)', direction: 'ASC' },
  PRICE_DESC: { key: 'coalesce(s.least, -1)', direction: 'DESC' },
  NAME: { key: 'p.sort_name', direction: 'ASC' },
};

/** At most `limit` products behind a place: never by counting, so that rows may come and go between two pages. */
export async function searchProducts(sql: Sql, search: Search, after: SearchKey | null, limit: number): Promise<readonly FoundProduct[]> {
  const { key, direction } = ORDERS[sortOf(search)];
  const given = values();
  const source = from(search, given);
  const where = [...allConditions(search, given)];
  if (after !== null) {
    const sign = direction === 'ASC' ? '>' : '<';
    where.push(
      key === null
        ? `p.id ${sign} ${given.add(after[1])}`
        : `(${key}, p.id) ${sign} (${given.add(after[0])}::${sortKeyType(search)}, ${given.add(after[1])}::text)`,
    );
  }
  const order = [...(key === null ? [] : [key]), 'p.id'].map(column => `${column} ${direction}`).join(', ');
  const { rows } = await sql.query<Omit<FoundProduct, 'range'> & { least: number | null; most: number | null }>(
    named({
      text: `
        SELECT ${PRODUCT_COLUMNS}, ${key ?? 'NULL'} AS "sortKey", s.least, s.most
        FROM ${source}
        WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${given.add(limit)}`,
      values: given.all,
    }),
  );
  const { currency } = search;
  return rows.map(({ least, most, ...product }) => ({
    ...product,
    range: least === null || most === null ? null : { productId: product.id, currency, least, most },
  }));
}

/** How many there are, counted up to `COUNT_LIMIT`. */
export async function countProducts(sql: Sql, search: Search): Promise<number> {
  const given = values();
  const source = from(search, given);
  const { rows } = await sql.query<{ count: number }>(
    named({
      text: `
        SELECT count(*)::int AS count
        FROM (SELECT FROM ${source} WHERE ${allConditions(search, given).join(' AND ')} LIMIT ${given.add(COUNT_LIMIT)}) found`,
      values: given.all,
    }),
  );
  return rows[0]?.count ?? 0;
}

/** The lowest and the highest price of all matches, whatever the price filter says; null where none has a price. */
export async function searchPriceRange(sql: Sql, search: Search): Promise<{ readonly least: number; readonly most: number } | null> {
  const given = values();
  const source = from(search, given);
  const where = [...conditions(search, given), ...facetConditions(search, given).map(({ condition }) => condition)];
  const { rows } = await sql.query<{ least: number | null; most: number | null }>(
    named({ text: `SELECT min(s.least) AS least, max(s.most) AS most FROM ${source} WHERE ${where.join(' AND ')}`, values: given.all }),
  );
  const [range] = rows;
  return range === undefined || range.least === null || range.most === null ? null : { least: range.least, most: range.most };
}

const allConditions = (search: Search, given: Values): string[] => [
  ...conditions(search, given),
  ...facetConditions(search, given).map(({ condition }) => condition),
  ...priceConditions(search, given),
];

const names = new Map<string, string>();

/** A search takes few shapes: PostgreSQL keeps each prepared. */
export function named(statement: Statement): Statement {
  const known = names.get(statement.text);
  if (known !== undefined) return { ...statement, name: known };
  const name = `search_${createHash('sha1').update(statement.text).digest('base64url')}`;
  if (names.size < 500) names.set(statement.text, name);
  return { ...statement, name };
}
