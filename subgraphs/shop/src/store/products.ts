import { keysIn, type Sql } from '@micromart/database';
import type { Audience, DescriptionRow, ProductRow } from '../rows.ts';

/** Of a product `p`, for a `ProductRow`. */
export const PRODUCT_COLUMNS = `
  p.id, p.slug, p.name, p.brand, p.status, p.images, p.options, p.attributes, p.seo_title AS "seoTitle", p.seo_description AS "seoDescription",
  p.version, p.in_stock AS "inStock", p.updated_at AS "updatedAt"`;

export async function productsById(sql: Sql, ids: readonly string[], audience: Audience): Promise<readonly ProductRow[]> {
  const { rows } = await sql.query<ProductRow>({
    name: 'products_by_id',
    text: `SELECT ${PRODUCT_COLUMNS} FROM product p WHERE p.id = ANY(${keysIn('$1')}) AND ($2 OR p.status = 'ACTIVE')`,
    values: [ids, audience === 'staff'],
  });
  return rows;
}

/** By the slug that it has; failing that, by one that it had. */
export async function productBySlug(sql: Sql, slug: string, audience: Audience): Promise<ProductRow | null> {
  const { rows } = await sql.query<ProductRow>({
    name: 'product_by_slug',
    text: `
      SELECT ${PRODUCT_COLUMNS} FROM product p
      WHERE p.id = coalesce((SELECT id FROM product WHERE slug = $1), (SELECT product_id FROM former_slug WHERE slug = $1)) AND ($2 OR p.status = 'ACTIVE')`,
    values: [slug, audience === 'staff'],
  });
  return rows[0] ?? null;
}

export async function descriptionsOf(sql: Sql, ids: readonly string[]): Promise<readonly DescriptionRow[]> {
  const { rows } = await sql.query<DescriptionRow>({
    name: 'descriptions_of_products',
    text: `SELECT id, description, description_html AS "descriptionHtml" FROM product WHERE id = ANY(${keysIn('$1')})`,
    values: [ids],
  });
  return rows;
}
