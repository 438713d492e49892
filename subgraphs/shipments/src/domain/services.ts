/** What a customer may choose from. */
export type ServiceCode = 'standard' | 'express' | 'green' | 'freight';

export type ZoneCode = 'home' | 'neighbours' | 'europe' | 'northAmerica';

/** Minor units: for the first kilogram begun, and for each further one. */
export interface Charge {
  readonly first: number;
  readonly further: number;
}

/** How a service goes to a zone: working days from the order to the door, and what it costs by currency. */
export interface Lane {
  readonly workingDays: number;
  readonly charges: Readonly<Record<string, Charge>>;
}

export interface Service {
  readonly code: ServiceCode;
  /** As customers read it. */
  readonly name: string;
  readonly minGrams: number;
  readonly maxGrams: number;
  readonly lanes: Readonly<Partial<Record<ZoneCode, Lane>>>;
}

const lane = (workingDays: number, eur: readonly [number, number], usd: readonly [number, number]): Lane => ({
  workingDays,
  charges: { EUR: { first: eur[0], further: eur[1] }, USD: { first: usd[0], further: usd[1] } },
});

/** The shop's own prices: what a carrier charges for the parcel in the end is another matter. */
export const services: readonly Service[] = [
  {
    code: 'standard',
    name: 'Standard',
    minGrams: 0,
    maxGrams: 30_000,
    lanes: {
      home: lane(5, [490, 60], [540, 66]),
      neighbours: lane(6, [890, 110], [980, 120]),
      europe: lane(8, [1290, 190], [1420, 210]),
      northAmerica: lane(10, [1590, 450], [690, 130]),
    },
  },
  {
    code: 'green',
    name: 'Green',
    minGrams: 0,
    maxGrams: 15_000,
    lanes: {
      home: lane(6, [590, 70], [650, 77]),
      neighbours: lane(7, [990, 130], [1090, 143]),
      northAmerica: lane(9, [1990, 520], [890, 160]),
    },
  },
  {
    code: 'express',
    name: 'Express',
    minGrams: 0,
    maxGrams: 30_000,
    lanes: {
      home: lane(2, [990, 130], [1090, 143]),
      neighbours: lane(3, [1790, 340], [1970, 374]),
      europe: lane(3, [1990, 360], [2190, 396]),
      northAmerica: lane(4, [2990, 820], [1490, 290]),
    },
  },
  {
    code: 'freight',
    name: 'Freight',
    minGrams: 20_000,
    maxGrams: 1_000_000,
    lanes: {
      home: lane(6, [3900, 30], [4290, 33]),
      neighbours: lane(9, [7900, 50], [8690, 55]),
      europe: lane(9, [7900, 50], [8690, 55]),
      northAmerica: lane(22, [18900, 70], [9900, 45]),
    },
  },
];

const countries: Readonly<Record<ZoneCode, readonly string[]>> = {
  home: ['DE'],
  neighbours: ['AT', 'BE', 'CH', 'CZ', 'DK', 'FR', 'LU', 'NL', 'PL'],
  europe: [...['BG', 'CY', 'EE', 'ES', 'FI', 'GB', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LV', 'MT', 'NO', 'PT', 'RO', 'SE', 'SI', 'SK']],
  northAmerica: ['US', 'CA'],
};

const zones: ReadonlyMap<string, ZoneCode> = new Map(
  (Object.keys(countries) as ZoneCode[]).flatMap(zone => countries[zone].map(country => [country, zone] as const)),
);

/** The zone of a country (ISO 3166 alpha-2), in a market or not; undefined where no service goes. */
export const zoneOf = (countryCode: string): ZoneCode | undefined => zones.get(countryCode);
