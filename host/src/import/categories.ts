import { type Client, documentOf, SaveCategoryDocument } from '@micromart/sdk';
import { slugOf } from './handles.ts';
import { oneLine } from './texts.ts';

const CategoryBySlug = documentOf<{ readonly category: { readonly id: string } | null }, { readonly slug: string }>(
  'query Import($slug: String!) { category(slug: $slug) { id } }',
);

/** Gives the slug of the category for a product's type, which is made at the top of the tree where the shop has none; undefined without a name. */
export function categoriesOf(client: Client): (type: string | undefined) => Promise<string | undefined> {
  const known = new Set<string>();
  return async type => {
    const slug = slugOf(type ?? '');
    if (type === undefined || slug === '') return undefined;
    if (known.has(slug)) return slug;
    const { category } = await client.request(CategoryBySlug, { slug });
    // of two imports at a time one may be told that the slug is taken: then the category is there
    if (category === null) await client.request(SaveCategoryDocument, { input: { slug, name: oneLine(type).slice(0, 255).toWellFormed() } });
    known.add(slug);
    return slug;
  };
}
