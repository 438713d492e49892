/** The shape in which the seeded catalog is written down; `catalog/` has a file a part of the assortment. */
export interface SeedCategory {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Of its goods and of all categories below, where it is not the standard one. */
  readonly taxClass?: 'REDUCED' | 'ZERO';
  readonly children?: readonly SeedCategory[];
}

export interface SeedProduct {
  readonly name: string;
  readonly brand: string;
  /** Of a category of the lowest level; the first is the one for breadcrumbs. */
  readonly categories: readonly string[];
  /** HTML. */
  readonly description: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The same for all variants unless a variant says otherwise: grams, and major units with tax in EUR, without tax in USD. */
  readonly weightGrams: number;
  readonly eur: string;
  readonly usd: string;
  /** A crossed-out price in EUR and USD. */
  readonly was?: readonly [string, string];
  /** SKUs begin with it: `RJ-BLUE-M`. */
  readonly sku: string;
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** What differs for one option value: its price, its weight. */
  readonly differing?: Readonly<Record<string, Partial<Pick<SeedProduct, 'eur' | 'usd' | 'was' | 'weightGrams'>>>>;
  /** Units of a variant by its SKU, all on one shelf, where it shall be scarce or sold out (0). Variants left out are plentiful. */
  readonly stock?: Readonly<Record<string, number>>;
}
