import { openDatabase, type Database } from '@micromart/database';
import { PrismaClient, type News, type Parcel } from './generated/prisma/client.ts';
import type { Step } from './journey.ts';

export type CarrierDatabase = Database<PrismaClient>;
export type ParcelRow = Parcel;

/** Where a parcel goes: what is printed on its label. */
export interface Recipient {
  readonly name: string;
  readonly line1: string;
  readonly postalCode: string;
  readonly city: string;
  readonly countryCode: string;
}

export const openCarrierDatabase = (url: string): CarrierDatabase =>
  openDatabase({ url, prisma: adapter => new PrismaClient({ adapter }), connections: 5 });

export interface NewParcel {
  readonly trackingNumber: string;
  readonly carrierCode: string;
  readonly idempotencyKey: string;
  readonly reference: string;
  readonly recipient: Recipient;
  readonly labelKey: string;
  readonly weightGrams: number;
  readonly journey: readonly Step[];
}

/** By what a carrier finds a parcel, and its label. */
export type Booked = Pick<ParcelRow, 'trackingNumber' | 'labelKey'>;

/** Books a parcel; a key that was used before gives the parcel of that time. */
export async function saveParcel(database: CarrierDatabase, parcel: NewParcel): Promise<Booked> {
  const { rows } = await database.query<Booked>({
    name: 'save_parcel',
    // so that what was there before is given too
    text: `INSERT INTO parcel (tracking_number, carrier_code, idempotency_key, reference, recipient, label_key, weight_grams, journey)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (carrier_code, idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
           RETURNING tracking_number AS "trackingNumber", label_key AS "labelKey"`,
    values: [
      ...[parcel.trackingNumber, parcel.carrierCode, parcel.idempotencyKey, parcel.reference, JSON.stringify(parcel.recipient)],
      ...[parcel.labelKey, parcel.weightGrams, parcel.journey],
    ],
  });
  const [booked] = rows;
  if (booked === undefined) throw new Error(`parcel ${parcel.idempotencyKey} was neither booked nor found`);
  return booked;
}

export const findParcel = (database: CarrierDatabase, carrierCode: string, trackingNumber: string): Promise<ParcelRow | null> =>
  database.prisma.parcel.findUnique({ where: { trackingNumber, carrierCode } });

/** Takes back a parcel that was not picked up; false when it is too late or there is none. */
export async function cancelParcel(database: CarrierDatabase, carrierCode: string, trackingNumber: string): Promise<boolean> {
  const { count } = await database.prisma.parcel.updateMany({
    where: { trackingNumber, carrierCode, status: { in: ['BOOKED', 'READY', 'CANCELED'] } },
    data: { status: 'CANCELED', moveDueAt: null },
  });
  return count === 1;
}

/** Notes that a parcel waits at the sender's; it is picked up after `stepMs`. Saying so again changes nothing. False for a canceled or unknown one. */
export async function readyParcel(database: CarrierDatabase, carrierCode: string, trackingNumber: string, stepMs: number): Promise<boolean> {
  await database.query({
    name: 'ready_parcel',
    text: `UPDATE parcel SET status = 'READY', move_due_at = now() + $3 * interval '1 millisecond'
            WHERE tracking_number = $1 AND carrier_code = $2 AND status = 'BOOKED'`,
    values: [trackingNumber, carrierCode, stepMs],
  });
  const parcel = await findParcel(database, carrierCode, trackingNumber);
  return parcel !== null && parcel.status !== 'CANCELED';
}

export async function findByLabelKey(
  database: CarrierDatabase,
  carrierCode: string,
  labelKey: string,
): Promise<(Omit<ParcelRow, 'recipient'> & { recipient: Recipient }) | null> {
  const parcel = await database.prisma.parcel.findUnique({ where: { labelKey, carrierCode } });
  return parcel && { ...parcel, recipient: parcel.recipient as unknown as Recipient };
}

/** All that happened to a parcel, newest first. */
export const newsOf = (database: CarrierDatabase, trackingNumber: string): Promise<News[]> =>
  database.prisma.news.findMany({ where: { trackingNumber }, orderBy: { occurredAt: 'desc' } });
