import type { Step } from './journey.ts';
import type { CarrierDatabase } from './store.ts';

/** What a carrier tells the shop of a parcel: at least once, in any order. */
export interface CarrierNews {
  readonly carrierCode: string;
  readonly trackingNumber: string;
  /** The same each time that this news is told. */
  readonly carrierEventId: string;
  readonly status: Step;
  readonly location: string;
  readonly message: string;
  readonly occurredAt: Date;
}

/** Tells the shop. Rejects when the shop did not take it: it is told again later. */
export type TellShop = (news: CarrierNews) => Promise<void>;

type DueNews = CarrierNews & { readonly tries: number };

/** After so long without a word from the replica that was telling it, another one tells it (seconds). */
const LEASE = 15;
/** Between two tries at most (seconds): a shop that was away hears soon after it is back. */
const LONGEST_WAIT = 5;

/** Tells what is due, each parcel's news in the order of its occurrence. How much was told. */
export async function tellDueNews(database: CarrierDatabase, tell: TellShop, onFailure: (error: unknown) => void): Promise<number> {
  const { rows } = await database.query<DueNews>({
    name: 'lease_due_news',
    text: `UPDATE news SET due_at = now() + $1 * interval '1 second', tries = tries + 1
             FROM parcel
            WHERE parcel.tracking_number = news.tracking_number
              AND carrier_event_id IN (SELECT carrier_event_id FROM news WHERE tellings > 0 AND due_at <= now()
                                        ORDER BY due_at LIMIT 50 FOR UPDATE SKIP LOCKED)
        RETURNING parcel.carrier_code AS "carrierCode", news.tracking_number AS "trackingNumber", carrier_event_id AS "carrierEventId",
                  news.status, location, message, occurred_at AS "occurredAt", tries`,
    values: [LEASE],
  });
  const ofParcel = (trackingNumber: string): DueNews[] =>
    rows.filter(news => news.trackingNumber === trackingNumber).toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  const parcels = [...new Set(rows.map(news => news.trackingNumber))];
  await Promise.all(
    parcels.map(async trackingNumber => {
      for (const news of ofParcel(trackingNumber)) await tellOne(database, news, tell, onFailure);
    }),
  );
  return rows.length;
}

async function tellOne(database: CarrierDatabase, { tries, ...news }: DueNews, tell: TellShop, onFailure: (error: unknown) => void): Promise<void> {
  try {
    await tell(news);
    await database.query({
      name: 'news_told',
      text: `UPDATE news SET tellings = tellings - 1, tries = 0, due_at = now() WHERE carrier_event_id = $1 AND tellings > 0`,
      values: [news.carrierEventId],
    });
  } catch (error) {
    onFailure(error);
    await database.query({
      name: 'news_not_told',
      text: `UPDATE news SET due_at = now() + $2 * interval '1 second' WHERE carrier_event_id = $1`,
      values: [news.carrierEventId, Math.min(LONGEST_WAIT, 2 ** tries / 4)],
    });
  }
}
