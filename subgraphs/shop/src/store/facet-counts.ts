import type { Sql } from '@micromart/database';
import type { FacetCount } from '../domain/facet-list.ts';
import { readFacetKey } from '../domain/facets.ts';
import type { Search } from '../domain/search.ts';
import { named } from './product-search.ts';
import { conditions, facetConditions, from, priceConditions, values } from './search-conditions.ts';

/**
 * How many matches have each value of each facet, in one pass. A product that fails one facet's selection alone is counted in that facet and
 * in no other: so its counts leave its own selection aside.
 */
export async function facetCounts(sql: Sql, search: Search): Promise<readonly FacetCount[]> {
  const given = values();
  const source = from(search, given);
  const failures = facetConditions(search, given).map(({ name, condition }) => `CASE WHEN ${condition} THEN NULL ELSE ${given.add(name)}::text END`);
  const where = [...conditions(search, given), ...priceConditions(search, given)];
  const { rows } = await sql.query<{ key: string; count: number }>(
    named({
      text: `
        SELECT key, count(*)::int AS count
        FROM (
          SELECT p.facets, p.category_ids, array_remove(ARRAY[${failures.join(', ')}]::text[], NULL) AS failed
          FROM ${source} WHERE ${where.join(' AND ')}
        ) matches
        CROSS JOIN LATERAL (
          SELECT unnest(facets) UNION ALL SELECT 'category' || chr(31) || id FROM unnest(category_ids) id
        ) keys(key)
        WHERE cardinality(failed) = 0 OR (cardinality(failed) = 1 AND failed[1] = split_part(key, chr(31), 1))
        GROUP BY key`,
      values: given.all,
    }),
  );
  return rows.map(({ key, count }) => ({ ...readFacetKey(key), count }));
}
