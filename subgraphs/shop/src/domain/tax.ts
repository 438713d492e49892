import { portionOf } from '@micromart/money';
import { euVat } from './eu-vat.ts';
import { usSalesTax } from './us-sales-tax.ts';

/** What goods are taxed as. Goods of no other class are STANDARD. */
export type TaxClass = 'STANDARD' | 'REDUCED' | 'ZERO';

/** Where goods go. */
export interface Destination {
  /** ISO 3166-1. */
  readonly countryCode: string;
  /** A state's code where the country taxes by state. */
  readonly region: string | null;
}

/** `rate` in thousandths of a percent: 19000 is 19 %. */
export interface TaxRate {
  readonly name: string;
  readonly rate: number;
}

const WHOLE = 100_000;

/** The rate of a class of goods at a destination. States have no reduced rate; a state that is unknown or not given has no tax. */
export function taxRate({ countryCode, region }: Destination, taxClass: TaxClass): TaxRate {
  if (countryCode === 'US') {
    const rate = usSalesTax[region?.toUpperCase().replace(/^US-/, '') ?? ''] ?? 0;
    return { name: 'Sales tax', rate: taxClass === 'ZERO' ? 0 : rate };
  }
  const vat = euVat[countryCode];
  switch (taxClass) {
    case 'STANDARD':
      return { name: 'VAT', rate: vat?.standard ?? 0 };
    case 'REDUCED':
      return { name: 'VAT', rate: vat?.reduced ?? 0 };
    case 'ZERO':
      return { name: 'VAT', rate: 0 };
    default:
      return taxClass satisfies never;
  }
}

/** The tax in, or on top of, an amount in minor units; rounded once, half up. */
export const taxOf = (amount: number, rate: number, included: boolean): number => portionOf(amount, rate, included ? WHOLE + rate : WHOLE);

/** In percent: 25500 is `25.5`. */
export const percentOf = (rate: number): string => String(rate / 1_000);
