export { currencies, exponentOf, isCurrency, type CurrencyCode } from './currency.ts';
export { formatMoney, MoneyError, parseMoney, type Money, type MoneyText } from './money.ts';
export { portionOf, roundHalfUp, splitByLargestRemainder } from './rounding.ts';
