import { type Client, documentOf, ProductPageDocument } from '@micromart/sdk';
import { BenchError } from './bench-error.ts';

/** Something to put into a cart. */
export interface Article {
  readonly variantId: string;
  readonly available: number;
}

interface Products {
  readonly products: {
    readonly edges: readonly {
      readonly node: {
        readonly slug: string;
        readonly variants: readonly { readonly id: string; readonly availability: { readonly available: number | null } | null }[];
      };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Twenty products with all their variants, prices and availability: three subgraphs' worth of a page. */
const PRODUCT_LIST = documentOf<Products, { readonly after: string | null }>(`query ProductList($after: String) {
  products(first: 20, after: $after, currency: EUR) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges {
      node {
        id
        slug
        name
        brand
        inStock
        image { url alt }
        priceRange(currency: EUR) { min { amount currencyCode } max { amount currencyCode } }
        variants {
          id
          sku
          name
          selectedOptions { name value }
          price(currency: EUR) { amount { amount currencyCode } compareAt { amount currencyCode } }
          availability { available inStock lowStock }
        }
      }
    }
  }
}`);

/** What is in the catalog: pages of the list by their cursors, products by their slugs, and what there is enough of. */
export interface Catalog {
  readonly cursors: readonly (string | null)[];
  readonly slugs: readonly string[];
  readonly articles: readonly Article[];
}

const PLENTY = 40;

export async function readCatalog(shop: Client): Promise<Catalog> {
  const cursors: (string | null)[] = [];
  const nodes: Products['products']['edges'][number]['node'][] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { products }: Products = await shop.request(PRODUCT_LIST, { after });
    // the last page is a short one, and would make the list look cheap
    if (products.edges.length === 20) cursors.push(after);
    nodes.push(...products.edges.map(({ node }) => node));
    after = products.pageInfo.endCursor;
    more = products.pageInfo.hasNextPage;
  }
  const articles = nodes.flatMap(({ variants }) =>
    variants.map(({ id, availability }) => ({ variantId: id, available: availability?.available ?? 0 })),
  );
  if (cursors.length === 0) throw new BenchError('The catalog has fewer than 20 products.');
  return { cursors, slugs: nodes.map(({ slug }) => slug), articles: articles.filter(({ available }) => available >= PLENTY) };
}

/** One of some things, in turn. */
export function inTurn<One>(things: readonly One[], time: number): One {
  const thing = things[time % things.length];
  if (thing === undefined) throw new BenchError('There is nothing to choose from.');
  return thing;
}

export async function listProducts(shop: Client, { cursors }: Catalog, time: number): Promise<void> {
  const { products } = await shop.request(PRODUCT_LIST, { after: inTurn(cursors, time) });
  if (products.edges.length !== 20 || products.edges.some(({ node }) => node.variants.some(({ availability }) => availability === null)))
    throw new BenchError('The product list came in part.');
}

export async function showProduct(shop: Client, { slugs }: Catalog, time: number): Promise<void> {
  const { product } = await shop.request(ProductPageDocument, { slug: inTurn(slugs, time), currency: 'EUR', countryCode: 'DE', postalCode: '10117' });
  if (product === null) throw new BenchError('A product page came empty.');
}
