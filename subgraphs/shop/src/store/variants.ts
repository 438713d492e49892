import { keysIn, type Sql } from '@micromart/database';
import type { Audience, ProductRow, VariantRow } from '../rows.ts';

/** Of a variant `v`, for a `VariantRow`. Prices come along: asking for them apart costs more than having them. */
const COLUMNS = `
  v.id, v.product_id AS "productId", v.sku, v.barcode, v.name, v.selected_options AS "selectedOptions", v.image, v.weight_grams AS "weightGrams",
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', n.id, 'currency', n.currency, 'amount', n.amount, 'compareAt', n.compare_at, 'validFrom', n.valid_from,
      'validUntil', n.valid_until))
    FROM (
      SELECT DISTINCT ON (currency) * FROM price
      WHERE variant_id = v.id AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
      ORDER BY currency, valid_from DESC, id DESC
    ) n
  ), '[]') AS prices`;

/** Staff see variants that were taken out, too: old orders have them. */
const VISIBLE = `($2 OR (NOT v.removed AND p.status = 'ACTIVE'))`;

/** A `ProductRow` as JSON: where there is only one product to many variants, names of columns would meet. */
const PRODUCT = `
  jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name, 'brand', p.brand, 'status', p.status, 'images', p.images, 'options', p.options,
    'attributes', p.attributes, 'seoTitle', p.seo_title, 'seoDescription', p.seo_description, 'version', p.version, 'inStock', p.in_stock,
    'updatedAt', p.updated_at)`;

/** A variant with its product, which whoever may see the one may see too. */
export interface VariantOfProduct {
  readonly variant: VariantRow;
  readonly product: ProductRow;
}

/** Hardly anybody asks for a variant and not for its product. */
export async function variantsWithProducts(sql: Sql, ids: readonly string[], audience: Audience): Promise<readonly VariantOfProduct[]> {
  const { rows } = await sql.query<VariantRow & { product: Omit<ProductRow, 'updatedAt'> & { updatedAt: string } }>({
    name: 'variants_by_id',
    text: `SELECT ${COLUMNS}, ${PRODUCT} AS product FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = ANY(${keysIn('$1')}) AND ${VISIBLE}`,
    values: [ids, audience === 'staff'],
  });
  return rows.map(({ product, ...variant }) => ({ variant, product: { ...product, updatedAt: new Date(product.updatedAt) } }));
}

export const variantsById = async (sql: Sql, ids: readonly string[], audience: Audience): Promise<readonly VariantRow[]> =>
  (await variantsWithProducts(sql, ids, audience)).map(({ variant }) => variant);

/** The sold variant with that SKU; for staff, failing that, the newest of those that were taken out. */
export async function variantBySku(sql: Sql, sku: string, audience: Audience): Promise<VariantRow | null> {
  const { rows } = await sql.query<VariantRow>({
    name: 'variant_by_sku',
    text: `
      SELECT ${COLUMNS} FROM variant v JOIN product p ON p.id = v.product_id
      WHERE v.sku = $1 AND ${VISIBLE} ORDER BY v.removed, v.id DESC LIMIT 1`,
    values: [sku, audience === 'staff'],
  });
  return rows[0] ?? null;
}

/** Makers print one barcode on one kind of goods, but nothing holds them to it: the sold variant that is oldest. */
export async function variantByBarcode(sql: Sql, barcode: string, audience: Audience): Promise<VariantRow | null> {
  const { rows } = await sql.query<VariantRow>({
    name: 'variant_by_barcode',
    text: `
      SELECT ${COLUMNS} FROM variant v JOIN product p ON p.id = v.product_id
      WHERE v.barcode = $1 AND ${VISIBLE} ORDER BY v.removed, v.id LIMIT 1`,
    values: [barcode, audience === 'staff'],
  });
  return rows[0] ?? null;
}

/** Of products that the viewer has been given already; those that were taken out are nobody's. */
export async function variantsOfProducts(sql: Sql, productIds: readonly string[]): Promise<readonly VariantRow[]> {
  const { rows } = await sql.query<VariantRow>({
    name: 'variants_of_products',
    text: `SELECT ${COLUMNS} FROM variant v WHERE v.product_id = ANY(${keysIn('$1')}) AND NOT v.removed ORDER BY v.product_id, v.position`,
    values: [productIds],
  });
  return rows;
}

/** Ids of the sold variants with some SKUs, by SKU. */
export async function idsOfSkus(sql: Sql, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ sku: string; id: string }>({
    name: 'variants_of_skus',
    text: 'SELECT sku, id FROM variant WHERE sku = ANY($1) AND NOT removed',
    values: [skus],
  });
  return new Map(rows.map(({ sku, id }) => [sku, id]));
}
