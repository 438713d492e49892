/** Rates of a country in thousandths of a percent: 19000 is 19 %. */
export interface VatRates {
  readonly standard: number;
  readonly reduced: number;
}

const rates = (standard: number, reduced: number): VatRates => ({ standard: standard * 1_000, reduced: reduced * 1_000 });

/**
 * Source: European Commission, Taxes in Europe Database, VAT rates of the member states as in force in 2026. `reduced` is the lower of a
 * country's reduced rates, super-reduced ones left out: what printed books and most groceries are taxed at. Denmark has none.
 */
export const euVat: Readonly<Record<string, VatRates>> = {
  AT: rates(20, 10),
  BE: rates(21, 6),
  BG: rates(20, 9),
  CY: rates(19, 5),
  CZ: rates(21, 12),
  DE: rates(19, 7),
  DK: rates(25, 25),
  EE: rates(24, 9),
  ES: rates(21, 10),
  FI: rates(25.5, 10),
  FR: rates(20, 5.5),
  GR: rates(24, 6),
  HR: rates(25, 5),
  HU: rates(27, 5),
  IE: rates(23, 9),
  IT: rates(22, 5),
  LT: rates(21, 5),
  LU: rates(17, 8),
  LV: rates(21, 5),
  MT: rates(18, 5),
  NL: rates(21, 9),
  PL: rates(23, 5),
  PT: rates(23, 6),
  RO: rates(21, 11),
  SE: rates(25, 6),
  SI: rates(22, 5),
  SK: rates(23, 5),
};
