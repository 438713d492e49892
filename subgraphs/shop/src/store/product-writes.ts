import type { Sql } from '@micromart/database';
import type { Transaction } from '@micromart/database';
import { facetKeys } from '../domain/facets.ts';
import type { ProductPlan } from '../domain/product-plan.ts';
import { searchText, vocabulary } from '../domain/search-words.ts';
import { folded } from '../domain/slugs.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { refreshCategoryCopies } from './category-writes.ts';
import { addSearchWords } from './search-words.ts';
import { refreshStock } from './stock.ts';

/** Writes what products and variants shall be, each kind in one statement, however many there are. Prices are not touched. */
export async function writeProducts(tx: Transaction<PrismaClient>, plans: readonly ProductPlan[], moment: Date): Promise<void> {
  const changed = plans.filter(plan => plan.changed);
  if (changed.length === 0) return;
  const ids = changed.map(plan => plan.id);
  await upsertProducts(tx, changed, moment);
  await writeSlugHistory(tx, changed);
  await writeCategories(tx, changed);
  await upsertVariants(tx, changed);
  await refreshCategoryCopies(tx, ids);
  await refreshStock(tx, ids);
  await addSearchWords(
    tx,
    changed.filter(plan => plan.content.status === 'ACTIVE').flatMap(plan => vocabulary(searchTextOf(plan))),
  );
}

const searchTextOf = ({ content, variants }: ProductPlan) => searchText({ ...content, variants });

async function upsertProducts(sql: Sql, plans: readonly ProductPlan[], moment: Date): Promise<void> {
  const rows = plans.map(plan => {
    const words = searchTextOf(plan);
    return {
      id: plan.id,
      ...plan.content,
      sort_name: folded(plan.content.name).slice(0, 200),
      name_words: words.name,
      label_words: words.labels,
      text_words: words.text,
      facets: facetKeys(plan.content),
    };
  });
  await sql.query({
    name: 'upsert_products',
    text: `
      INSERT INTO product (id, slug, name, description, description_html, brand, status, images, options, attributes, seo_title, seo_description,
        sort_name, name_words, label_words, text_words, facets, category_ids, created_at, updated_at)
      SELECT id, slug, name, description, "descriptionHtml", brand, status, images, options, attributes, "seoTitle", "seoDescription",
        sort_name, name_words, label_words, text_words, facets, '{}', $2, $2
      FROM jsonb_to_recordset($1::jsonb) AS x(id text, slug text, name text, description text, "descriptionHtml" text, brand text, status product_status,
        images jsonb, options jsonb, attributes jsonb, "seoTitle" text, "seoDescription" text,
        sort_name text, name_words text, label_words text, text_words text, facets text[])
      ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, description = excluded.description,
        description_html = excluded.description_html, brand = excluded.brand, status = excluded.status, images = excluded.images,
        options = excluded.options, attributes = excluded.attributes, seo_title = excluded.seo_title, seo_description = excluded.seo_description,
        sort_name = excluded.sort_name, name_words = excluded.name_words, label_words = excluded.label_words, text_words = excluded.text_words,
        facets = excluded.facets, updated_at = excluded.updated_at, version = product.version + 1`,
    values: [JSON.stringify(rows), moment],
  });
}

/** A slug leads to one product: the one that has it now, else the last one that had it. */
async function writeSlugHistory({ prisma }: Transaction<PrismaClient>, plans: readonly ProductPlan[]): Promise<void> {
  const left = plans.flatMap(({ id, formerSlug }) => (formerSlug === null ? [] : [{ slug: formerSlug, productId: id }]));
  const taken = plans.map(plan => plan.content.slug);
  await prisma.formerSlug.deleteMany({ where: { slug: { in: [...taken, ...left.map(({ slug }) => slug)] } } });
  if (left.length > 0) await prisma.formerSlug.createMany({ data: left });
}

async function writeCategories({ prisma }: Transaction<PrismaClient>, plans: readonly ProductPlan[]): Promise<void> {
  await prisma.productCategory.deleteMany({ where: { productId: { in: plans.map(plan => plan.id) } } });
  await prisma.productCategory.createMany({
    data: plans.flatMap(({ id, content }) => content.categoryIds.map((categoryId, position) => ({ productId: id, categoryId, position }))),
  });
}

async function upsertVariants(sql: Sql, plans: readonly ProductPlan[]): Promise<void> {
  const rows = plans.flatMap(plan => plan.variants.map((variant, position) => ({ ...variant, productId: plan.id, position })));
  // siblings may swap their SKUs: for a moment each has its id in the SKU's place
  await sql.query({
    name: 'free_skus',
    text: 'UPDATE variant SET sku = id WHERE id = ANY($1) AND NOT removed',
    values: [rows.filter(variant => variant.changed).map(variant => variant.id)],
  });
  await sql.query({
    name: 'take_out_variants',
    text: 'UPDATE variant SET removed = true WHERE id = ANY($1)',
    values: [plans.flatMap(plan => plan.removed)],
  });
  await sql.query({
    name: 'upsert_variants',
    text: `
      INSERT INTO variant (id, product_id, sku, barcode, name, position, selected_options, image, weight_grams)
      SELECT id, "productId", sku, barcode, name, position, "selectedOptions", nullif(image, 'null'), "weightGrams"
      FROM jsonb_to_recordset($1::jsonb) AS x(id text, "productId" text, sku text, barcode text, name text, position int, "selectedOptions" jsonb,
        image jsonb, "weightGrams" int)
      ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, barcode = excluded.barcode, name = excluded.name, position = excluded.position,
        selected_options = excluded.selected_options, image = excluded.image, weight_grams = excluded.weight_grams, removed = false`,
    values: [JSON.stringify(rows)],
  });
}
