import type { ProductInput } from '../index.ts';

const price = (amount: string, currencyCode = 'EUR') => ({ amount: { amount, currencyCode } });

/** A product as an import would bring it: a variant for each colour. */
export function productRow(name: string, colors: readonly string[], more: Partial<ProductInput> & { readonly euros?: string } = {}): ProductInput {
  const { euros = '10.00', ...fields } = more;
  const slug = name.toLowerCase().replaceAll(' ', '-');
  return {
    name,
    slug,
    status: 'ACTIVE',
    variants: colors.map(color => ({
      sku: `${slug}-${color}`.toUpperCase(),
      weightGrams: 500,
      selectedOptions: [{ name: 'Color', value: color }],
      prices: [price(euros), price(euros, 'USD')],
    })),
    ...fields,
  };
}

/** Ten products in three categories, for searching. */
export const catalog: readonly ProductInput[] = [
  productRow('Rain jacket', ['Blue', 'Red'], {
    brand: 'Nordwind',
    categorySlugs: ['jackets'],
    euros: '99.00',
    descriptionHtml: '<p>Keeps you dry.</p>',
  }),
  productRow('Down jacket', ['Blue'], { brand: 'Nordwind', categorySlugs: ['jackets'], euros: '199.00' }),
  productRow('Umbrella', ['Black'], {
    brand: 'Schirmer',
    categorySlugs: ['clothing'],
    euros: '25.00',
    descriptionHtml: 'Better than a rain jacket.',
  }),
  productRow('Wool socks', ['Grey', 'Red'], { brand: 'Schafwerk', categorySlugs: ['clothing'], attributes: [{ name: 'Material', value: 'Wool' }] }),
  productRow('Teapot', ['White'], { brand: 'Kannenweg', categorySlugs: ['kitchen'], euros: '45.00' }),
  productRow('Bread knife', ['Wood'], { brand: 'Solinger', categorySlugs: ['kitchen'], euros: '29.90' }),
  productRow('Pizza stone', ['Grey'], { brand: 'Solinger', categorySlugs: ['kitchen'], euros: '35.00' }),
  productRow('Garlic press', ['Steel'], { brand: 'Solinger', categorySlugs: ['kitchen'], euros: '12.00' }),
];

/** Slug of a category, and of the one above. */
export const categoryTree: readonly (readonly [slug: string, parent: string | null])[] = [
  ['clothing', null],
  ['jackets', 'clothing'],
  ['kitchen', null],
];
