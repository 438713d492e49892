import { marketOf } from '@micromart/markets';
import { type Service, type ServiceCode, services, zoneOf } from './services.ts';

/** What delivery costs by a service, in minor units of `currency`, and by when it arrives. */
export interface Rate {
  readonly service: ServiceCode;
  readonly name: string;
  readonly price: { readonly amount: number; readonly currency: string };
  readonly estimatedDelivery: Date;
}

export interface Delivery {
  readonly weightGrams: number;
  readonly countryCode: string;
  readonly currency: string;
}

/** The rates for a delivery, cheapest first; none for a country that is not in the currency's market, nor for a weight that nobody carries. */
export function ratesFor(delivery: Delivery, now: Date): Rate[] {
  // carts are sent nowhere else, so that nothing else could be bought
  if (!marketOf(delivery.currency)?.countries.includes(delivery.countryCode)) return [];
  return services.flatMap(service => rateOf(service, delivery, now) ?? []).toSorted((a, b) => a.price.amount - b.price.amount);
}

function rateOf(service: Service, { weightGrams, countryCode, currency }: Delivery, now: Date): Rate | undefined {
  const zone = zoneOf(countryCode);
  const lane = zone && service.lanes[zone];
  const charge = lane?.charges[currency];
  if (charge === undefined || weightGrams < service.minGrams || weightGrams > service.maxGrams) return undefined;
  const furtherKilograms = Math.max(Math.ceil(weightGrams / 1_000) - 1, 0);
  return {
    service: service.code,
    name: service.name,
    price: { amount: charge.first + furtherKilograms * charge.further, currency },
    estimatedDelivery: afterWorkingDays(now, lane?.workingDays ?? 0),
  };
}

/** Eight in the evening (UTC) of the day that is so many days other than Saturday and Sunday away: the end of a day's deliveries. */
function afterWorkingDays(from: Date, workingDays: number): Date {
  const day = new Date(from);
  day.setUTCHours(20, 0, 0, 0);
  for (let left = workingDays; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day;
}

/** The weight of a cart in grams; null while the weight of a line is not known. */
export function weightOf(lines: readonly { readonly quantity: number; readonly weightGrams: number | null }[]): number | null {
  let sum = 0;
  for (const { quantity, weightGrams } of lines) {
    if (weightGrams === null) return null;
    sum += quantity * weightGrams;
  }
  return sum;
}
