import type { Sql } from '@micromart/database';
import type { ExistingProduct, ExistingVariant, ProductContent } from '../domain/product.ts';

/** Ids by slug, those that a product had before as well. */
export async function idsOfSlugs(sql: Sql, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ slug: string; id: string }>({
    name: 'products_of_slugs',
    text: `
      SELECT slug, product_id AS id FROM former_slug WHERE slug = ANY($1)
      UNION ALL SELECT slug, id FROM product WHERE slug = ANY($1)`,
    values: [slugs],
  });
  // what a product has now stands behind what another had before, and wins
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** The same, by the slugs that products have now alone. */
export async function idsOfCurrentSlugs(sql: Sql, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ slug: string; id: string }>({
    name: 'products_of_current_slugs',
    text: 'SELECT slug, id FROM product WHERE slug = ANY($1)',
    values: [slugs],
  });
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** Which product has the sold variant with a SKU. */
export async function ownersOfSkus(sql: Sql, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ sku: string; productId: string }>({
    name: 'owners_of_skus',
    text: `SELECT sku, product_id AS "productId" FROM variant WHERE sku = ANY($1) AND NOT removed`,
    values: [skus],
  });
  return new Map(rows.map(({ sku, productId }) => [sku, productId]));
}

/** Products whole, as changes are compared to, with the prices that hold at `moment`. */
export async function existingProducts(sql: Sql, ids: readonly string[], moment: Date): Promise<ReadonlyMap<string, ExistingProduct>> {
  if (ids.length === 0) return new Map();
  const products = await sql.query<{ id: string; version: number } & ProductContent>({
    name: 'existing_products',
    text: `
      SELECT p.id, p.version, p.slug, p.name, p.description, p.description_html AS "descriptionHtml", p.brand, p.status, p.images, p.options, p.attributes,
        p.seo_title AS "seoTitle", p.seo_description AS "seoDescription",
        array(SELECT category_id FROM product_category WHERE product_id = p.id ORDER BY position) AS "categoryIds"
      FROM product p WHERE p.id = ANY($1)`,
    values: [ids],
  });
  const variants = await sql.query<ExistingVariant & { productId: string }>({
    name: 'existing_variants',
    text: `
      SELECT v.id, v.product_id AS "productId", v.sku, v.barcode, v.name, v.selected_options AS "selectedOptions", v.image,
        v.weight_grams AS "weightGrams", v.removed, ${pricesOfVariant('$2')} AS prices
      FROM variant v WHERE v.product_id = ANY($1) ORDER BY v.product_id, v.position`,
    values: [ids, moment],
  });
  const byProduct = new Map<string, ExistingVariant[]>();
  for (const { productId, ...variant } of variants.rows) byProduct.set(productId, [...(byProduct.get(productId) ?? []), variant]);
  return new Map(products.rows.map(({ id, version, ...content }) => [id, { id, version, content, variants: byProduct.get(id) ?? [] }]));
}

/** The prices of a variant `v` that hold at a moment, one a currency, as JSON. */
export const pricesOfVariant = (moment: string): string => `
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('currency', n.currency, 'amount', n.amount, 'compareAt', n.compare_at) ORDER BY n.currency)
    FROM (
      SELECT DISTINCT ON (currency) currency, amount, compare_at FROM price
      WHERE variant_id = v.id AND valid_from <= ${moment} AND (valid_until IS NULL OR valid_until > ${moment})
      ORDER BY currency, valid_from DESC, id DESC
    ) n
  ), '[]')`;
