import type { CarrierProfile } from './profiles.ts';

/** What a carrier is asked to carry. */
export interface ParcelToCarry {
  /** What the shop calls the parcel. */
  readonly reference: string;
  /** ISO 3166 alpha-2. */
  readonly countryCode: string;
  readonly postalCode: string;
  readonly weightGrams: number;
  /** ISO 4217: what the shop wants to be billed in. */
  readonly currency: string;
}

export interface Quote {
  readonly outcome: 'quoted';
  /** Minor units of `currency`. */
  readonly price: number;
  readonly currency: string;
  readonly estimatedDelivery: Date;
  /** Grams of CO2 equivalent. */
  readonly emissionGrams: number;
}

export interface Refusal {
  readonly outcome: 'refused';
  /** For people. */
  readonly reason: string;
}

const refused = (reason: string): Refusal => ({ outcome: 'refused', reason });

/** What a carrier asks for a parcel, or why it does not take it. */
export function quoteOf(profile: CarrierProfile, parcel: ParcelToCarry, now: Date): Quote | Refusal {
  const zone = profile.zones.find(({ countries }) => countries.includes(parcel.countryCode));
  if (zone === undefined) return refused(`${profile.name} does not go to ${parcel.countryCode}`);
  if (parcel.weightGrams > profile.maxGrams) return refused(`${profile.name} carries ${profile.maxGrams} g at most`);
  if (parcel.weightGrams < profile.minGrams) return refused(`${profile.name} carries ${profile.minGrams} g at least`);
  const tariff = zone.tariffs[parcel.currency];
  if (tariff === undefined) return refused(`${profile.name} does not bill in ${parcel.currency}`);
  return {
    outcome: 'quoted',
    price: tariff.base + tariff.perKilogram * Math.ceil(parcel.weightGrams / 1_000),
    currency: parcel.currency,
    estimatedDelivery: afterWorkingDays(now, zone.workingDays),
    emissionGrams: Math.ceil((parcel.weightGrams * zone.emissionPerKilogram) / 1_000),
  };
}

/** Six in the evening (UTC) of the day that is so many days other than Saturday and Sunday away. */
export function afterWorkingDays(from: Date, workingDays: number): Date {
  const day = new Date(from);
  day.setUTCHours(18, 0, 0, 0);
  for (let left = workingDays; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day;
}
