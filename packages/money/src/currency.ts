/** ISO 4217 code. */
export type CurrencyCode = string;

/** Decimal places of the currencies whose minor unit is not a hundredth (ISO 4217, list one). */
const UNUSUAL: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** The codes that this runtime's own ISO 4217 data knows. */
export const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const isCurrency = (code: string): boolean => currencies.has(code);

/** How many decimal places an amount has in major units: 2 for EUR, 0 for JPY. */
export const exponentOf = (currency: CurrencyCode): number => UNUSUAL[currency] ?? 2;
