import { type CurrencyCode, formatMoney, MoneyError, type MoneyText, parseMoney } from '@micromart/money';

/** Ten tons, as the shop has it. */
const HEAVIEST = 10_000_000;
/** What the API's whole numbers hold. */
const MOST_UNITS = 2_147_483_647;

/** What a cell says, or why it says nothing. */
export type Reading<Value> = { readonly value: Value; readonly reason?: undefined } | { readonly value?: undefined; readonly reason: string };

/**
 * A number as files from the wild write it, as a plain decimal: `1,299.00`, `1.299,00`, `19,90`, `€ 5`, `-3`. Where a sign may be either, a point
 * parts decimals and commas in threes part thousands. Undefined for anything else.
 */
export function plainDecimal(cell: string): string | undefined {
  const text = cell
    .replace(/^'/, '')
    .replace(/^[A-Z]{3}(?=[\s\d])|(?<=[\s\d])[A-Z]{3}$|\p{Sc}/gu, '')
    .replace(/[\s\u00a0\u202f]/g, '');
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length);
  const [, whole, fraction] =
    /^(\d+)(?:\.(\d*))?$/.exec(digits) ??
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(digits) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d*)$/.exec(digits) ??
    /^(\d+),(\d{1,2})$/.exec(digits) ??
    /^()\.(\d+)$/.exec(digits) ??
    [];
  if (whole === undefined) return undefined;
  const written = whole.replace(/[.,]/g, '') || '0';
  return fraction ? `${sign}${written}.${fraction}` : `${sign}${written}`;
}

/** A price in major units. What a currency cannot pay (`1.299 EUR`) and less than nothing is refused. */
export function readPrice(cell: string, currency: CurrencyCode): Reading<MoneyText> {
  const amount = plainDecimal(cell);
  if (amount === undefined) return { reason: `${JSON.stringify(cell)} is not a price` };
  try {
    const money = parseMoney({ amount, currencyCode: currency });
    return money.amount < 0 ? { reason: `the price ${cell} is negative` } : { value: formatMoney(money) };
  } catch (error) {
    if (error instanceof MoneyError) return { reason: error.message };
    throw error;
  }
}

/** Whole grams, rounded; none when the cell is blank. */
export function readGrams(cell: string | undefined): Reading<number> {
  const decimal = plainDecimal(cell ?? '0');
  if (decimal === undefined) return { reason: `${JSON.stringify(cell)} is not a weight in grams` };
  const grams = Math.round(Number(decimal));
  if (grams > HEAVIEST) return { reason: `a weight of ${cell} g is more than anything may weigh` };
  return grams < 0 ? { reason: `a weight of ${cell} g is negative` } : { value: grams };
}

/** Units in stock: what is oversold elsewhere (`-3`) is none. */
export function readQuantity(cell: string | undefined): Reading<number> {
  const decimal = plainDecimal(cell ?? '0');
  const units = Number(decimal);
  return decimal === undefined || !Number.isInteger(units) || units > MOST_UNITS
    ? { reason: `${JSON.stringify(cell)} is not a quantity in stock` }
    : { value: Math.max(0, units) };
}
