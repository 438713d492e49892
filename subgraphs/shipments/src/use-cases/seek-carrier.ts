import type { MessagingTransaction, Task, TaskLease } from '@micromart/messaging';
import type { App, DeliveryRequest, ParcelRow } from '../app.ts';
import type { Carrier, ParcelToCarry } from '../carrier.ts';
import { type CarrierAnswer, choose, type Quote, type StrategyName, strategyOfService } from '../domain/choice.ts';
import { serviceOfRate } from '../rate-ids.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { BookingRow } from '../store.ts';
import { lockOrder, writeFacts } from './take-step.ts';

/** Seconds: after which carriers that said no are asked again at the latest, and those that did not answer. */
const LONGEST_WAIT = 300;
const LONGEST_SILENCE = 5;

/**
 * Asks every carrier that is in the choice for a quote, all at once, chooses, and has the parcel booked. When nobody takes it, asks again later:
 * it is the order that runs out of patience.
 */
export async function seekCarrier(app: App, task: Task, lease: TaskLease<PrismaClient>): Promise<void> {
  const parcelId = task.key;
  const round = roundOf(task);
  const sought = await readSought(app, parcelId);
  if (sought === null) return;
  const carriers = await carriersInChoice(app);
  const answers = await Promise.all(carriers.map(carrier => app.calls.quote(carrier, toCarry(sought.parcel, sought.request))));
  await lease.complete(async tx => {
    const locked = await lockOrder(app, tx, sought.parcel.orderId);
    const bookings = await app.store.bookingsOf(tx, parcelId);
    const parcel = locked.parcels.find(({ id }) => id === parcelId);
    if (parcel === undefined || locked.row.lifecycle.parcels[parcelId]?.status !== 'SOUGHT') return;
    const asked = bookings.find(({ status }) => status === 'ASKED');
    // whatever became of the call to book it
    if (asked !== undefined) return tx.schedule({ kind: 'book carrier', key: asked.key });
    const strategy = strategyFor(app, sought.request);
    const chosen = pick(strategy, answers, bookings, new Date(sought.request.promisedDelivery));
    await writeFacts(app, tx, locked, { parcels: { [parcelId]: { choice: { strategy, answers } } } });
    if (chosen === undefined) {
      const longest = answers.some(({ outcome }) => outcome === 'failed') ? LONGEST_SILENCE : LONGEST_WAIT;
      tx.schedule({ kind: 'seek carrier', key: parcelId, payload: { round: round + 1 }, dueAt: { inSeconds: Math.min(2 ** round, longest) } });
    } else {
      await intendBooking(app, tx, { parcel, bookings, carrierCode: chosen.carrierCode, quote: chosen });
    }
  });
}

const roundOf = ({ payload }: Task): number =>
  typeof payload === 'object' && payload !== null && 'round' in payload && typeof payload.round === 'number' ? payload.round : 0;

async function readSought(app: App, parcelId: string): Promise<{ readonly parcel: ParcelRow; readonly request: DeliveryRequest } | null> {
  const known = await app.store.parcelInCase(parcelId);
  if (known === undefined || known.request === null || known.life !== 'SOUGHT') return null;
  return { parcel: known.parcel, request: known.request };
}

async function carriersInChoice(app: App): Promise<Carrier[]> {
  const enabled = (await app.store.carriers()).filter(carrier => carrier.enabled);
  return enabled.flatMap(({ code }) => app.carriers.get(code) ?? []);
}

export const toCarry = (parcel: ParcelRow, { address, currency }: DeliveryRequest): ParcelToCarry => ({
  reference: parcel.id,
  countryCode: address.countryCode,
  postalCode: address.postalCode,
  weightGrams: parcel.weightGrams,
  currency,
});

/** What the operator set for all parcels, or what the customer paid for; a rate that is not known any more promised a day at least. */
function strategyFor(app: App, { rateId }: DeliveryRequest): StrategyName {
  const service = serviceOfRate(rateId);
  return app.strategy ?? (service === undefined ? 'as-promised' : strategyOfService[service]);
}

/** Who has let this parcel down before comes last. */
function pick(strategy: StrategyName, answers: readonly CarrierAnswer[], bookings: readonly BookingRow[], promised: Date): Quote | undefined {
  const tried = new Set(bookings.map(({ carrierCode }) => carrierCode));
  const fresh = answers.filter(({ carrierCode }) => !tried.has(carrierCode));
  return choose(strategy, fresh, promised) ?? choose(strategy, answers, promised);
}

export interface IntendedBooking {
  readonly parcel: ParcelRow;
  /** Those that the parcel has already. */
  readonly bookings: readonly BookingRow[];
  readonly carrierCode: string;
  readonly quote: Quote | undefined;
  /** When the carrier is to be called by the task; at once when left out, or later the oftener carriers refused. */
  readonly inSeconds?: number;
}

/** Writes down that a carrier is to be called, with the key that it will be given, before anybody calls it. */
export async function intendBooking(
  app: App,
  tx: MessagingTransaction,
  { parcel, bookings, carrierCode, quote, inSeconds }: IntendedBooking,
): Promise<string> {
  const key = `${parcel.id}.${bookings.length + 1}.${carrierCode}`;
  // who did not answer was called for some seconds before it was given up: the world is not made to wait for itself
  const refusals = bookings.filter(({ status }) => status === 'REFUSED').length;
  await app.store.insertBooking(tx, {
    key,
    shipmentId: parcel.id,
    orderId: parcel.orderId,
    carrierCode,
    status: 'ASKED',
    price: quote?.price ?? null,
    currency: quote?.currency ?? null,
    estimatedDelivery: quote === undefined ? null : new Date(quote.estimatedDelivery),
    trackingNumber: null,
    createdAt: app.clock(),
  });
  tx.schedule({ kind: 'book carrier', key, dueAt: { inSeconds: inSeconds ?? Math.min(refusals ** 2, LONGEST_WAIT) } });
  return key;
}
