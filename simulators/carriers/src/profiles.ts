/** What a carrier asks, in minor units: a fixed part a parcel and one a kilogram begun. */
export interface Tariff {
  readonly base: number;
  readonly perKilogram: number;
}

export interface Zone {
  /** ISO 3166 alpha-2. */
  readonly countries: readonly string[];
  /** Working days until delivery. */
  readonly workingDays: number;
  /** By the currency that is billed. */
  readonly tariffs: Readonly<Record<string, Tariff>>;
  /** Grams of CO2 equivalent for a kilogram carried. */
  readonly emissionPerKilogram: number;
}

export interface CarrierProfile {
  readonly code: string;
  readonly name: string;
  /** How its tracking numbers begin. */
  readonly prefix: string;
  readonly minGrams: number;
  readonly maxGrams: number;
  readonly zones: readonly Zone[];
}

const GERMANY = ['DE'];
const NEIGHBOURS = ['AT', 'BE', 'CH', 'CZ', 'DK', 'FR', 'LU', 'NL', 'PL'];
const REST_OF_EUROPE = [
  ...['BG', 'CY', 'EE', 'ES', 'FI', 'GB', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LV', 'MT', 'NO', 'PT', 'RO', 'SE', 'SI', 'SK'],
];
const NORTH_AMERICA = ['US', 'CA'];

const zone = (countries: readonly string[], workingDays: number, emissionPerKilogram: number, eur: Tariff, usd: Tariff): Zone => ({
  countries,
  workingDays,
  emissionPerKilogram,
  tariffs: { EUR: eur, USD: usd },
});
const tariff = (base: number, perKilogram: number): Tariff => ({ base, perKilogram });

export const profiles: readonly CarrierProfile[] = [
  {
    code: 'posthorn',
    name: 'Posthorn National Post',
    prefix: 'PH',
    minGrams: 1,
    maxGrams: 31_500,
    zones: [
      zone(GERMANY, 3, 310, tariff(290, 45), tariff(320, 50)),
      zone(NEIGHBOURS, 4, 420, tariff(690, 90), tariff(760, 100)),
      zone(REST_OF_EUROPE, 6, 640, tariff(990, 160), tariff(1090, 180)),
      zone(NORTH_AMERICA, 8, 1_900, tariff(1250, 420), tariff(490, 110)),
    ],
  },
  {
    code: 'meridian',
    name: 'Meridian Express',
    prefix: 'MX',
    minGrams: 1,
    maxGrams: 30_000,
    zones: [
      zone(GERMANY, 1, 900, tariff(750, 110), tariff(820, 120)),
      zone([...NEIGHBOURS, ...REST_OF_EUROPE], 2, 2_100, tariff(1490, 320), tariff(1640, 350)),
      zone(NORTH_AMERICA, 2, 5_200, tariff(2450, 780), tariff(1190, 260)),
    ],
  },
  {
    code: 'veloline',
    name: 'Veloline Bike and Rail',
    prefix: 'VL',
    minGrams: 1,
    maxGrams: 15_000,
    zones: [
      zone(GERMANY, 4, 35, tariff(390, 60), tariff(430, 66)),
      zone(NEIGHBOURS, 5, 60, tariff(790, 110), tariff(870, 120)),
      zone(['US'], 6, 140, tariff(1690, 480), tariff(690, 140)),
    ],
  },
  {
    code: 'atlas',
    name: 'Atlas Freight',
    prefix: 'AF',
    minGrams: 20_000,
    maxGrams: 1_000_000,
    zones: [
      zone(GERMANY, 4, 150, tariff(2900, 25), tariff(3190, 28)),
      zone([...NEIGHBOURS, ...REST_OF_EUROPE], 7, 220, tariff(5900, 40), tariff(6490, 44)),
      zone(NORTH_AMERICA, 20, 90, tariff(14900, 60), tariff(7900, 35)),
    ],
  },
];
