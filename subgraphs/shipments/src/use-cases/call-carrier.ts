import { isWorldFault, type MessagingTransaction, type Task, type TaskLease } from '@micromart/messaging';
import type { App, DeliveryRequest, ParcelRow } from '../app.ts';
import type { Booked, BookedParcel, Carrier, Refused } from '../carrier.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { BookingRow } from '../store.ts';
import { toCarry } from './seek-carrier.ts';
import { seekAgain, settleBooking } from './settle-booking.ts';
import { callOff, isWaiting, lockOrder, takeStep } from './take-step.ts';

type Lease = TaskLease<PrismaClient>;

/** After so many calls without an answer another carrier is sought. */
const TRIES = 4;

interface KnownBooking {
  readonly booking: BookingRow;
  readonly carrier: Carrier;
  readonly parcel: BookedParcel;
}

/** Undefined for a booking that is not (any more) in one of these states. */
async function readBooking(app: App, key: string, ...states: readonly BookingRow['status'][]): Promise<KnownBooking | undefined> {
  const booking = await app.store.findBooking(key);
  if (booking === undefined || !states.includes(booking.status)) return undefined;
  const carrier = app.carriers.get(booking.carrierCode);
  const known = await app.store.parcelInCase(booking.shipmentId);
  if (carrier === undefined) throw new Error(`the shop has no contract with ${booking.carrierCode} any more`);
  if (!known?.request) throw new Error(`booking ${key} has no parcel`);
  return { booking, carrier, parcel: bookedParcel(known.parcel, known.request) };
}

const bookedParcel = (parcel: ParcelRow, request: DeliveryRequest): BookedParcel => ({ ...toCarry(parcel, request), recipient: request.address });

/** Calls a carrier with the key that was written before; null when nobody waits for the answer any more. Rejects with `WorldFault` when there is none. */
export async function callToBook(app: App, key: string): Promise<{ readonly booking: BookingRow; readonly answer: Booked | Refused } | null> {
  const known = await readBooking(app, key, 'ASKED');
  return known === undefined ? null : { booking: known.booking, answer: await app.calls.book(known.carrier, known.parcel, key) };
}

/** Books a parcel with the carrier that was chosen, again and again with the same key; at last gives the carrier up. */
export async function bookCarrier(app: App, task: Task, lease: Lease): Promise<void> {
  try {
    const called = await callToBook(app, task.key);
    if (called !== null) await lease.complete(async tx => void (await settleBooking(app, tx, called.booking, called.answer)));
  } catch (error) {
    if (!isWorldFault(error) || task.tries < TRIES) throw error;
    await lease.complete(tx => giveUp(app, tx, task.key));
  }
}

/** Nobody knows whether the carrier has the parcel: it is called off for good measure, and another one is sought. */
export async function giveUp(app: App, tx: MessagingTransaction, key: string): Promise<void> {
  const asked = await app.store.bookingByKey(tx, key);
  if (asked === undefined) return;
  const locked = await lockOrder(app, tx, asked.orderId);
  const booking = await app.store.bookingByKey(tx, key);
  if (booking?.status !== 'ASKED') return;
  await callOff(app, tx, { key, trackingNumber: null });
  seekAgain(tx, locked, booking.shipmentId);
}

/** Tells the carrier that it may come; one that will not come after all is given up. */
export async function announcePickup(app: App, task: Task, lease: Lease): Promise<void> {
  const known = await readBooking(app, task.key, 'BOOKED');
  if (known === undefined || known.booking.trackingNumber === null) return;
  const { booking, carrier } = known;
  const answer = await app.calls.reportReady(carrier, known.booking.trackingNumber);
  if (answer.outcome === 'accepted') return;
  app.logger.warn({ booking: booking.key, reason: answer.reason }, 'a carrier does not come for a parcel that it was booked for');
  await lease.complete(async tx => {
    const locked = await lockOrder(app, tx, booking.orderId);
    const parcel = locked.parcels.find(({ id }) => id === booking.shipmentId);
    const waits = parcel !== undefined && isWaiting(locked, parcel.id);
    if (!waits || parcel.bookingKey !== booking.key) return;
    await app.store.updateBooking(tx, { key: booking.key, status: 'CALLED_OFF', trackingNumber: null });
    await takeStep(app, tx, locked, { type: 'carrier.dropped', parcelId: parcel.id }, { parcels: { [parcel.id]: withNobody } });
  });
}

const withNobody = { bookingKey: null, carrierCode: null, trackingNumber: null, trackingUrl: null, labelUrl: null, estimatedDelivery: null };

/** Tells a carrier that it need not come. A carrier that never answered is first asked, with the same key, under which number it has the parcel. */
export async function callOffCarrier(app: App, task: Task, lease: Lease): Promise<void> {
  const known = await readBooking(app, task.key, 'LEFT_OPEN');
  if (known === undefined) return;
  const { booking, carrier } = known;
  let { trackingNumber } = booking;
  if (trackingNumber === null) {
    const answer = await app.calls.book(carrier, known.parcel, booking.key);
    trackingNumber = answer.outcome === 'booked' ? answer.trackingNumber : null;
  }
  const answer = trackingNumber === null ? null : await app.calls.cancel(carrier, trackingNumber);
  if (answer?.outcome === 'refused') {
    app.logger.error({ booking: booking.key, trackingNumber, reason: answer.reason }, 'a carrier cannot be called off any more');
  }
  await lease.complete(tx => app.store.updateBooking(tx, { key: booking.key, status: 'CALLED_OFF', trackingNumber }));
}
