import { randomInt, randomUUID } from 'node:crypto';
import { takeFault } from './faults.ts';
import { wordsOf, type Step } from './journey.ts';
import type { CarrierDatabase } from './store.ts';

export interface Moved {
  readonly trackingNumber: string;
  readonly carrierCode: string;
  readonly status: Step;
  readonly countryCode: string;
  readonly occurredAt: Date;
}

const NEXT_STEP = `UPDATE parcel SET status = journey[1], journey = journey[2:],
         move_due_at = CASE WHEN cardinality(journey) > 1 THEN now() + $1 * interval '1 millisecond' END`;
const MOVED = `RETURNING tracking_number AS "trackingNumber", carrier_code AS "carrierCode", status,
         recipient->>'countryCode' AS "countryCode", clock_timestamp() AS "occurredAt"`;

/** Moves parcels that are due by one step each and writes the news of it. How many were moved. */
export const moveDueParcels = (database: CarrierDatabase, stepMs: number): Promise<number> =>
  database.transaction(async () => {
    const { rows } = await database.query<Moved>({
      name: 'move_due_parcels',
      text: `${NEXT_STEP} WHERE tracking_number IN (SELECT tracking_number FROM parcel WHERE move_due_at <= now() AND status <> 'CANCELED'
                ORDER BY move_due_at LIMIT 50 FOR UPDATE SKIP LOCKED) ${MOVED}`,
      values: [stepMs],
    });
    for (const moved of rows) await writeNews(database, moved);
    return rows.length;
  });

/** Moves one parcel by one step; undefined for one that is not ready, canceled or at its end. */
export const moveParcel = (database: CarrierDatabase, trackingNumber: string, stepMs: number): Promise<Moved | undefined> =>
  database.transaction(async () => {
    const { rows } = await database.query<Moved>({
      name: 'move_parcel',
      text: `${NEXT_STEP} WHERE tracking_number = $2 AND move_due_at IS NOT NULL AND cardinality(journey) > 0 ${MOVED}`,
      values: [stepMs, trackingNumber],
    });
    if (rows[0]) await writeNews(database, rows[0]);
    return rows[0];
  });

async function writeNews(database: CarrierDatabase, moved: Moved): Promise<void> {
  const { trackingNumber, status, occurredAt } = moved;
  const fault = await takeFault(database, moved.carrierCode, 'news');
  const delay = fault?.kind === 'late' ? fault.delayMs : fault?.kind === 'shuffled' ? randomInt(Math.max(fault.delayMs, 1)) : 0;
  await database.prisma.news.create({
    data: {
      carrierEventId: `${moved.carrierCode}-${randomUUID()}`,
      trackingNumber,
      status,
      ...wordsOf(status, moved.countryCode),
      occurredAt,
      dueAt: new Date(occurredAt.getTime() + delay),
      tellings: fault?.kind === 'twice' ? 2 : 1,
    },
  });
}
