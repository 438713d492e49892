/** What a country's addresses must look like beyond what all have. */
export interface CountryRules {
  /** The codes of its states or provinces, where an address without one cannot be taxed or delivered. */
  readonly regions?: ReadonlySet<string>;
  /** Without spaces and in upper case. */
  readonly postalCode?: RegExp;
  /** For people: what a postal code looks like there. */
  readonly example?: string;
}

// USPS Publication 28, appendix B: states, the district, territories and the military "states"
const UNITED_STATES =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP';
const CANADA = 'AB BC MB NB NL NS NT NU ON PE QC SK YT';

const digits = (count: number): RegExp => new RegExp(`^\\d{${count}}$`);

/** Universal Postal Union, addressing systems of member countries; countries that are not here are taken as they come. */
const RULES: Readonly<Record<string, CountryRules>> = {
  AT: { postalCode: digits(4), example: '1010' },
  BE: { postalCode: digits(4), example: '1000' },
  CA: { regions: new Set(CANADA.split(' ')), postalCode: /^[A-Z]\d[A-Z]\d[A-Z]\d$/, example: 'K1A 0B1' },
  CH: { postalCode: digits(4), example: '3003' },
  DE: { postalCode: digits(5), example: '10115' },
  DK: { postalCode: digits(4), example: '1050' },
  ES: { postalCode: digits(5), example: '28013' },
  FI: { postalCode: digits(5), example: '00100' },
  FR: { postalCode: digits(5), example: '75001' },
  IT: { postalCode: digits(5), example: '00187' },
  LU: { postalCode: /^(L-)?\d{4}$/, example: '1009' },
  NL: { postalCode: /^\d{4}[A-Z]{2}$/, example: '1012 JS' },
  PL: { postalCode: /^\d{2}-?\d{3}$/, example: '00-001' },
  PT: { postalCode: /^\d{4}-?\d{3}$/, example: '1100-148' },
  SE: { postalCode: digits(5), example: '111 22' },
  US: { regions: new Set(UNITED_STATES.split(' ')), postalCode: /^\d{5}(-?\d{4})?$/, example: '94103' },
};

const NONE: CountryRules = {};

/** @param countryCode ISO 3166-1, two letters. */
export const rulesOf = (countryCode: string): CountryRules => RULES[countryCode] ?? NONE;
