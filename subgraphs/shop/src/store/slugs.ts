import type { Sql } from '@micromart/database';

/** A slug, and those made of it by putting a number behind, that products have or had. */
export async function slugsLike(sql: Sql, slug: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ slug: string }>({
    name: 'slugs_like',
    text: `
      SELECT slug FROM product WHERE slug = $1 OR slug LIKE $1 || '-%'
      UNION SELECT slug FROM former_slug WHERE slug = $1 OR slug LIKE $1 || '-%'`,
    values: [slug],
  });
  return new Set(rows.map(row => row.slug));
}
