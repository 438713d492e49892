import { check, optionalText, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, ParcelRow, ShipmentRow } from '../app.ts';
import { inputOf, isNewer, newsStatuses, type NewsStatus } from '../domain/news.ts';
import type { TrackingEventInput, UserErrorCode } from '../generated/resolvers.ts';
import { lockOrder, raiseAlarm, takeStep, writeFacts } from './take-step.ts';

/** What a carrier says of a parcel: late, again and in any order. */
export interface CarrierNews {
  readonly trackingNumber: string;
  /** The carrier's own id of it: the same each time that it is told. */
  readonly carrierEventId: string;
  readonly status: NewsStatus;
  readonly location: string | null;
  readonly message: string;
  readonly occurredAt: Date;
}

const aDay = 86_400_000;

const news = (now: Date): z.ZodType<CarrierNews, unknown> =>
  z.object({
    trackingNumber: text(100),
    carrierEventId: text(200),
    status: z.enum(newsStatuses, { error: `must be what a carrier can say: ${newsStatuses.join(', ')}` }),
    location: optionalText(200),
    message: text(500),
    // clocks differ; but news from far ahead would make all that follows old
    occurredAt: z
      .date()
      .refine(at => at.getTime() < now.getTime() + aDay, { message: 'must not be in the future' })
      .transform(at => (at > now ? now : at)),
  });

export interface RecordedNews {
  readonly shipment: ShipmentRow | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

/** News of a parcel, from its carrier or from staff in its place. What is late, repeated or out of order is noted and changes nothing. */
export async function recordTrackingEvent(app: App, input: TrackingEventInput | CarrierNews): Promise<RecordedNews> {
  const checked = check(news(app.clock()), input, ['input']);
  if (checked.userErrors !== undefined) return { shipment: null, userErrors: [...checked.userErrors] };
  const shipmentId = await record(app, checked.value);
  const [shipment] = shipmentId === null ? [] : await app.store.shipmentsById([shipmentId]);
  if (shipment !== undefined) return { shipment, userErrors: [] };
  return { shipment: null, userErrors: [userError('NOT_FOUND', 'no parcel has that tracking number', ['input', 'trackingNumber'])] };
}

/**
 * The same, for the carriers' own reports.
 * @throws Error for news that cannot be read, or of a parcel that is not known (yet): the carrier is to tell it again.
 */
export async function hearCarrierNews(app: App, told: CarrierNews): Promise<void> {
  const { userErrors } = await recordTrackingEvent(app, told);
  if (userErrors[0] !== undefined) throw new Error(`the news ${told.carrierEventId} was not taken: ${userErrors[0].message}`);
}

async function record(app: App, told: CarrierNews): Promise<string | null> {
  const found = await app.store.bookingByTrackingNumber(told.trackingNumber);
  if (found === undefined) return null;
  await app.messaging.transaction(async tx => {
    const locked = await lockOrder(app, tx, found.orderId);
    const parcel = locked.parcels.find(({ id }) => id === found.shipmentId);
    if (parcel === undefined) return;
    const obeyed = parcel.bookingKey === found.key && parcel.status !== 'CANCELED';
    const isNew = await app.store.insertTrackingEvent(tx, {
      ...told,
      id: app.newId('trk'),
      shipmentId: parcel.id,
      bookingKey: found.key,
      obeyed,
      receivedAt: app.clock(),
    });
    if (!isNew) return;
    if (!obeyed) tx.afterCommit(() => raiseAlarm(app, found.carrierCode, { parcelId: parcel.id, trackingNumber: told.trackingNumber }));
    if (!obeyed || !isNewer(told, parcel)) return await writeFacts(app, tx, locked, { parcels: { [parcel.id]: {} } });
    await takeStep(app, tx, locked, { type: inputOf[told.status], parcelId: parcel.id }, { parcels: { [parcel.id]: factsOf(told, parcel) } });
  });
  return found.shipmentId;
}

/** A parcel that has ended stays as it is, whatever else is said of it. */
function factsOf({ status, occurredAt }: CarrierNews, parcel: ParcelRow): Partial<ParcelRow> {
  if (parcel.status === 'DELIVERED' || parcel.status === 'RETURNED') return {};
  return { status, newsAt: occurredAt, leftAt: parcel.leftAt ?? occurredAt };
}
