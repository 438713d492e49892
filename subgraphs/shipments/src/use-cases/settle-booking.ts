import type { MessagingTransaction } from '@micromart/messaging';
import type { App, ParcelRow } from '../app.ts';
import type { Booked, Refused } from '../carrier.ts';
import type { BookingRow } from '../store.ts';
import { callOff, type LockedCase, lockOrder, takeStep, writeFacts } from './take-step.ts';

/** settled: the parcel is with that carrier. refused: the carrier does not take it. overtaken: meanwhile it was not wanted any more. */
export type Settlement = 'settled' | 'refused' | 'overtaken';

/**
 * Writes what a carrier answered to a booking: the parcel is its own now, or it is not. Every way to an answer, task or staff, ends here; it is
 * written once. What was booked and is not wanted any more is called off.
 */
export async function settleBooking(app: App, tx: MessagingTransaction, { key, orderId }: BookingRow, answer: Booked | Refused): Promise<Settlement> {
  const locked = await lockOrder(app, tx, orderId);
  const named = await app.store.bookingsNamed(tx, key, answer.outcome === 'booked' ? answer.trackingNumber : null);
  const booking = named.find(known => known.key === key);
  const parcel = locked.parcels.find(({ id }) => id === booking?.shipmentId);
  if (booking === undefined || parcel === undefined || booking.status !== 'ASKED') return 'overtaken';
  if (answer.outcome === 'refused') return await noteRefusal(app, tx, locked, booking, parcel, answer.reason);
  if (named.some(known => known.key !== key)) return await noteRefusal(app, tx, locked, booking, parcel, "its tracking number is another parcel's");

  const reassigned = parcel.bookingKey;
  const facts = { parcels: { [parcel.id]: factsOf(booking, answer, reassigned, parcel) }, ...(reassigned === null ? {} : { calledOff: reassigned }) };
  const { trackingNumber } = answer;
  const wanted = locked.row.lifecycle.parcels[parcel.id]?.status;
  if (wanted !== 'SOUGHT' && wanted !== 'CREATED' && wanted !== 'READY') {
    await callOff(app, tx, { key, trackingNumber });
    return 'overtaken';
  }
  // the old one first: a parcel is booked once at a time
  if (reassigned !== null) await callOff(app, tx, { key: reassigned, trackingNumber: null });
  await app.store.updateBooking(tx, { key, status: 'BOOKED', trackingNumber });
  await takeStep(app, tx, locked, { type: wanted === 'SOUGHT' ? 'carrier.chosen' : 'reassign', parcelId: parcel.id }, facts);
  if (wanted === 'READY') tx.schedule({ kind: 'announce pickup', key });
  return 'settled';
}

const factsOf = (booking: BookingRow, answer: Booked, reassigned: string | null, parcel: ParcelRow): Partial<ParcelRow> => ({
  bookingKey: booking.key,
  carrierCode: booking.carrierCode,
  trackingNumber: answer.trackingNumber,
  trackingUrl: answer.trackingUrl,
  labelUrl: answer.labelUrl,
  estimatedDelivery: booking.estimatedDelivery ?? parcel.estimatedDelivery,
  ...(reassigned === null ? {} : { choice: { strategy: 'reassigned-by-staff', answers: parcel.choice?.answers ?? [] } }),
});

/** A carrier that quoted and then refuses is noted as such beside its quote; others are asked again, unless the parcel has a carrier. */
async function noteRefusal(
  app: App,
  tx: MessagingTransaction,
  locked: LockedCase,
  booking: BookingRow,
  parcel: ParcelRow,
  reason: string,
): Promise<Settlement> {
  await app.store.updateBooking(tx, { key: booking.key, status: 'REFUSED', trackingNumber: null });
  if (parcel.bookingKey === null && parcel.choice !== null) {
    const answers = parcel.choice.answers.map(answer =>
      answer.carrierCode === booking.carrierCode ? ({ outcome: 'refused', carrierCode: booking.carrierCode, reason } as const) : answer,
    );
    await writeFacts(app, tx, locked, { parcels: { [parcel.id]: { choice: { ...parcel.choice, answers } } } });
  }
  seekAgain(tx, locked, parcel.id);
  return 'refused';
}

export function seekAgain(tx: MessagingTransaction, { row }: LockedCase, parcelId: string): void {
  if (row.lifecycle.parcels[parcelId]?.status === 'SOUGHT') tx.schedule({ kind: 'seek carrier', key: parcelId });
}
