import type { CurrencyCode } from '@micromart/money';

/** A currency and where it is bought in. */
export interface Market {
  readonly currency: CurrencyCode;
  /** ISO 3166-1; the first is what a cart without an address is taxed as. */
  readonly countries: readonly string[];
  /** Whether prices are kept and shown with tax. */
  readonly pricesIncludeTax: boolean;
}

/** The members of the European Union; Germany, where the goods are, first. */
const EUROPEAN_UNION = 'DE AT BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Where the shop sells, the default first. */
export const markets: readonly [Market, ...Market[]] = [
  { currency: 'EUR', countries: EUROPEAN_UNION, pricesIncludeTax: true },
  { currency: 'USD', countries: ['US'], pricesIncludeTax: false },
];

export const defaultCurrency: CurrencyCode = markets[0].currency;

/** The market of a currency; undefined where the shop does not sell in it. */
export const marketOf = (currency: CurrencyCode): Market | undefined => markets.find(market => market.currency === currency);
