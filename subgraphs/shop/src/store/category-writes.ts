import type { Sql, Transaction } from '@micromart/database';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';
import type { CategoryRow } from '../rows.ts';

/** Writes a category, new or known, and what follows from its place for all below it. */
export async function saveCategory(tx: Transaction<PrismaClient>, category: CategoryRow): Promise<void> {
  const { id, image, path, ...rest } = category;
  const data = { ...rest, path: [...path], image: image === null ? Prisma.DbNull : { ...image } };
  await tx.prisma.category.upsert({ where: { id }, create: { id, ...data }, update: data });
  await tx.query({
    name: 'move_subcategories',
    text: `
      UPDATE category SET path = $2::text[] || path[array_position(path, $1) + 1:]
      WHERE path @> ARRAY[$1] AND id <> $1`,
    values: [id, path],
  });
  const { rows } = await tx.query<{ id: string }>({
    name: 'products_below_category',
    text: `
      SELECT DISTINCT o.product_id AS id FROM product_category o JOIN category c ON c.id = o.category_id WHERE c.path @> ARRAY[$1]::text[]`,
    values: [id],
  });
  await refreshCategoryCopies(
    tx,
    rows.map(row => row.id),
  );
}

/** How many levels there are below a category, itself left out. */
export async function levelsBelow(sql: Sql, id: string): Promise<number> {
  const { rows } = await sql.query<{ levels: number }>({
    name: 'levels_below_category',
    text: `SELECT coalesce(max(cardinality(path) - array_position(path, $1)), 0) AS levels FROM category WHERE path @> ARRAY[$1]::text[]`,
    values: [id],
  });
  return rows[0]?.levels ?? 0;
}

/** Makes the products' copies of their categories anew: all that they are found under, and how their first one is taxed. */
export async function refreshCategoryCopies(sql: Sql, productIds: readonly string[]): Promise<void> {
  await sql.query({
    name: 'refresh_category_copies',
    text: `
      UPDATE product p SET category_ids = x.category_ids, tax_class = x.tax_class
      FROM (
        SELECT q.id,
          array(
            SELECT DISTINCT a FROM product_category o JOIN category c ON c.id = o.category_id CROSS JOIN unnest(c.path) a
            WHERE o.product_id = q.id ORDER BY a
          ) AS category_ids,
          coalesce((
            SELECT t.tax_class
            FROM product_category o JOIN category c ON c.id = o.category_id
              CROSS JOIN unnest(c.path) WITH ORDINALITY a(id, level) JOIN category t ON t.id = a.id
            WHERE o.product_id = q.id AND o.position = 0 AND t.tax_class IS NOT NULL ORDER BY a.level DESC LIMIT 1
          ), 'STANDARD') AS tax_class
        FROM product q WHERE q.id = ANY($1)
      ) x
      WHERE p.id = x.id AND (p.category_ids, p.tax_class) IS DISTINCT FROM (x.category_ids, x.tax_class)`,
    values: [productIds],
  });
}
