import { exponentOf, isCurrency, type CurrencyCode } from './currency.ts';

/** An amount as it is stored and counted with: an integer in minor units. */
export interface Money {
  readonly amount: number;
  readonly currency: CurrencyCode;
}

/** An amount as the API shows it: a decimal in a string, in major units. */
export interface MoneyText {
  readonly amount: string;
  readonly currencyCode: CurrencyCode;
}

/** An amount that cannot be read; the message says what is wrong with it, for people. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** `{ amount: 1250, currency: 'EUR' }` as `{ amount: '12.50', currencyCode: 'EUR' }`. */
export function formatMoney({ amount, currency }: Money): MoneyText {
  const places = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return { amount: amount < 0 ? `-${text}` : text, currencyCode: currency };
}

/**
 * Reads an amount in major units, exactly.
 * @throws MoneyError for an unknown currency, anything but a plain decimal, more decimal places than the currency has, or more than 2^53 minor units.
 */
export function parseMoney({ amount, currencyCode }: MoneyText): Money {
  if (!isCurrency(currencyCode)) throw new MoneyError(`${currencyCode} is not a currency`);
  const places = exponentOf(currencyCode);
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(amount);
  if (!match) throw new MoneyError(`${JSON.stringify(amount)} is not an amount; write it like 12.50`);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > places) throw new MoneyError(`${currencyCode} has ${places} decimal places, ${JSON.stringify(amount)} has more`);
  const minor = Number(`${match[2]}${fraction.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(minor)) throw new MoneyError(`${amount} ${currencyCode} is too much`);
  return { amount: match[1] === '-' && minor !== 0 ? -minor : minor, currency: currencyCode };
}
