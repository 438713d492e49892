import { keysIn, type Sql } from '@micromart/database';
import type { CategoryRow } from '../rows.ts';

const COLUMNS = `
  c.id, c.slug, c.name, c.description, c.image, c.seo_title AS "seoTitle", c.seo_description AS "seoDescription", c.parent_id AS "parentId", c.path,
  c.tax_class AS "taxClass"`;

export async function categoriesById(sql: Sql, ids: readonly string[]): Promise<readonly CategoryRow[]> {
  const { rows } = await sql.query<CategoryRow>({
    name: 'categories_by_id',
    text: `SELECT ${COLUMNS} FROM category c WHERE c.id = ANY(${keysIn('$1')})`,
    values: [ids],
  });
  return rows;
}

export async function categoriesBySlug(sql: Sql, slugs: readonly string[]): Promise<readonly CategoryRow[]> {
  const { rows } = await sql.query<CategoryRow>({
    name: 'categories_by_slug',
    text: `SELECT ${COLUMNS} FROM category c WHERE c.slug = ANY($1)`,
    values: [slugs],
  });
  return rows;
}

/** In the order in which they were made. */
export async function childrenOf(sql: Sql, parentIds: readonly string[]): Promise<readonly CategoryRow[]> {
  const { rows } = await sql.query<CategoryRow>({
    name: 'children_of_categories',
    text: `SELECT ${COLUMNS} FROM category c WHERE c.parent_id = ANY(${keysIn('$1')}) ORDER BY c.id`,
    values: [parentIds],
  });
  return rows;
}

export async function topCategories(sql: Sql): Promise<readonly CategoryRow[]> {
  const { rows } = await sql.query<CategoryRow>({
    name: 'top_categories',
    text: `SELECT ${COLUMNS} FROM category c WHERE c.parent_id IS NULL ORDER BY c.id`,
  });
  return rows;
}

/** A shop has hundreds of categories at most: what a search box looks through. */
export async function allCategories(sql: Sql): Promise<readonly CategoryRow[]> {
  const { rows } = await sql.query<CategoryRow>({ name: 'all_categories', text: `SELECT ${COLUMNS} FROM category c ORDER BY c.id` });
  return rows;
}

/** A category of a product: the first is the one for breadcrumbs. */
export type ProductCategoryRow = CategoryRow & { readonly productId: string };

export async function categoriesOfProducts(sql: Sql, productIds: readonly string[]): Promise<readonly ProductCategoryRow[]> {
  const { rows } = await sql.query<ProductCategoryRow>({
    name: 'categories_of_products',
    text: `
      SELECT ${COLUMNS}, o.product_id AS "productId" FROM product_category o JOIN category c ON c.id = o.category_id
      WHERE o.product_id = ANY(${keysIn('$1')}) ORDER BY o.product_id, o.position`,
    values: [productIds],
  });
  return rows;
}
