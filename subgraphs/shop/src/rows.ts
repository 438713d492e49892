import type { Page } from '@micromart/service';
import type { Image, NameValue, OptionValues } from './domain/product.ts';
import type { Search } from './domain/search.ts';
import type { TaxClass } from './domain/tax.ts';
import type { ProductStatus } from './generated/prisma/client.ts';

/** Whom rows are read for: shoppers see what is sold, staff everything. */
export type Audience = 'shopper' | 'staff';

/** A product without its descriptions, which lists do without. */
export interface ProductRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string | null;
  readonly status: ProductStatus;
  readonly images: readonly Image[];
  readonly options: readonly OptionValues[];
  readonly attributes: readonly NameValue[];
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly version: number;
  readonly inStock: boolean;
  readonly updatedAt: Date;
  /** Its prices in the currency of the search that found it; null where it has none. Not there when it was not searched for. */
  readonly range?: PriceRangeRow | null;
}

export interface DescriptionRow {
  readonly id: string;
  readonly description: string;
  readonly descriptionHtml: string;
}

export interface VariantRow {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly barcode: string | null;
  readonly name: string;
  readonly selectedOptions: readonly NameValue[];
  readonly image: Image | null;
  readonly weightGrams: number;
  /** The prices that hold now, one a currency. */
  readonly prices: readonly PriceRow[];
}

/** Amounts in minor units of `currency`. Times are ISO 8601 where the price came along with its variant. */
export interface PriceRow {
  readonly id: string;
  readonly currency: string;
  readonly amount: number;
  readonly compareAt: number | null;
  readonly validFrom: Date | string;
  readonly validUntil: Date | string | null;
}

/** The lowest and the highest price now, in minor units. */
export interface PriceRangeRow {
  readonly productId: string;
  readonly currency: string;
  readonly least: number;
  readonly most: number;
}

/** What a variant costs now and how it is taxed: what totals are made of. */
export interface SaleRow {
  readonly variantId: string;
  readonly amount: number;
  readonly taxClass: TaxClass;
}

export interface CategoryRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly image: Image | null;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly parentId: string | null;
  /** Ids from the top down, its own at the end. */
  readonly path: readonly string[];
  /** Its own; null takes that of the category above. */
  readonly taxClass: TaxClass | null;
}

/** A page of products; counts, facets and the range of prices are made of `search` only when somebody asks. */
export type ProductPage = Page<ProductRow> & { readonly search: Search };

/** A cart as the gateway hands it over: nothing in it is checked yet. */
export interface CartInputs {
  readonly id: string;
  readonly [field: string]: unknown;
}
