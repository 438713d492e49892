import type { CurrencyCode } from '@micromart/money';
import { euVat } from './eu-vat.ts';

/** A currency and where it is bought in. */
export interface Market {
  readonly currency: CurrencyCode;
  /** ISO 3166-1; the first is what a cart without an address is taxed as. */
  readonly countries: readonly string[];
  /** Whether prices are kept and shown with tax. */
  readonly pricesIncludeTax: boolean;
}

const GERMANY_FIRST = Object.keys(euVat).toSorted((a, b) => Number(b === 'DE') - Number(a === 'DE') || (a < b ? -1 : 1));

/** Where the shop sells, the default first. */
export const markets: readonly [Market, ...Market[]] = [
  { currency: 'EUR', countries: GERMANY_FIRST, pricesIncludeTax: true },
  { currency: 'USD', countries: ['US'], pricesIncludeTax: false },
];

export const defaultCurrency: CurrencyCode = markets[0].currency;

/** The market of a currency; undefined where the shop does not sell in it. */
export const marketOf = (currency: CurrencyCode): Market | undefined => markets.find(market => market.currency === currency);
