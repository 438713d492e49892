import type { CarrierInputType } from './inputs.ts';
import type { ParcelCase } from './shipment-case.ts';
import type { ShipmentStatus } from './statuses.ts';

/** What a carrier, or staff in its place, can say of a parcel. */
export const newsStatuses = ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'DELIVERED', 'RETURNED'] as const;
export type NewsStatus = (typeof newsStatuses)[number];

/** What a carrier's word means to the parcel's life. */
export const inputOf: Readonly<Record<NewsStatus, CarrierInputType>> = {
  PICKED_UP: 'carrier.left',
  IN_TRANSIT: 'carrier.left',
  OUT_FOR_DELIVERY: 'carrier.left',
  FAILED: 'carrier.failed',
  DELIVERED: 'carrier.delivered',
  RETURNED: 'carrier.returned',
};

const isNews = (status: ShipmentStatus): status is NewsStatus => (newsStatuses as readonly string[]).includes(status);
const isEnd = (status: ShipmentStatus): boolean => status === 'DELIVERED' || status === 'RETURNED';
const rank = (status: ShipmentStatus): number => (isNews(status) ? newsStatuses.indexOf(status) : -1);

/**
 * Whether news says more than what is known. It goes by when it happened, not by when it was heard; of two things that happened in the same
 * moment the further one counts. That a parcel has come to its end is always news: clocks differ, nothing follows on it, and whoever waits for it
 * would wait for ever.
 */
export function isNewer(
  news: { readonly status: NewsStatus; readonly occurredAt: Date },
  known: { readonly status: ShipmentStatus; readonly newsAt: Date | null },
): boolean {
  if (known.newsAt === null || (isEnd(news.status) && !isEnd(known.status))) return true;
  const later = news.occurredAt.getTime() - known.newsAt.getTime();
  return later > 0 || (later === 0 && rank(news.status) > rank(known.status));
}

/** The status that the API shows of a parcel: where the life says only that it left, `shown` says how far it is. */
export function statusOf({ status }: ParcelCase, shown: ShipmentStatus): ShipmentStatus {
  if (status === 'SOUGHT') return 'CREATED';
  if (status === 'LEFT') return inputOf[shown as NewsStatus] === 'carrier.left' ? shown : 'PICKED_UP';
  return status;
}
