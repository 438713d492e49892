import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeFault, type CallOperation } from './faults.ts';
import { journeys } from './journey.ts';
import type { CarrierProfile } from './profiles.ts';
import { cancelParcel, readyParcel, saveParcel, type CarrierDatabase, type Recipient } from './store.ts';
import { quoteOf, type ParcelToCarry } from './tariff.ts';

/**
 * A carrier as the shop meets it. The answers are `unknown` on purpose: an outsider promises nothing. In good order they are
 * `{ outcome: 'quoted', price, currency, estimatedDelivery, emissionGrams }`, `{ outcome: 'booked', trackingNumber, trackingUrl, labelUrl }`,
 * `{ outcome: 'canceled' }`, `{ outcome: 'accepted' }`, and `{ outcome: 'refused', reason }` from each.
 */
export interface SimulatedCarrier {
  readonly code: string;
  readonly name: string;
  quote(parcel: ParcelToCarry, signal?: AbortSignal): Promise<unknown>;
  /** The same `idempotencyKey` books once and gives the same answer. */
  book(parcel: ParcelToCarry & { readonly recipient: Recipient }, idempotencyKey: string, signal?: AbortSignal): Promise<unknown>;
  /** Refused once the parcel was picked up. */
  cancel(trackingNumber: string, signal?: AbortSignal): Promise<unknown>;
  /** The parcel is packed: it may be picked up. */
  reportReady(trackingNumber: string, signal?: AbortSignal): Promise<unknown>;
}

export interface CarrierSurroundings {
  readonly database: CarrierDatabase;
  /** Between two steps of a parcel, in milliseconds. */
  readonly stepMs: number;
  /** Where tracking pages and labels are served, without a slash at the end. */
  readonly publicUrl: string;
  /** Aborted when the simulators close, so that nothing hangs on. */
  readonly closing: AbortSignal;
}

/** What a timer of Node can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

const refused = (reason: string): unknown => ({ outcome: 'refused', reason });

export function simulateCarrier(profile: CarrierProfile, { database, stepMs, publicUrl, closing }: CarrierSurroundings): SimulatedCarrier {
  /** Plays a call with the mistake that was asked for, if any. */
  async function play(operation: CallOperation, signal: AbortSignal | undefined, wrong: unknown, call: () => unknown): Promise<unknown> {
    const fault = await takeFault(database, profile.code, operation);
    if (fault === undefined) return await call();
    // made for the few that need it: Node 20 keeps something of each for as long as `closing` lives
    const until = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    switch (fault.kind) {
      case 'refuse':
        return refused('Not today');
      case 'fail':
        throw new Error(`${profile.name} is out of order`);
      case 'hang':
        return await forever(until);
      case 'hang-after':
        await call();
        return await forever(until);
      case 'wrong':
        return wrong;
      case 'late':
        await sleep(fault.delayMs, undefined, { signal: until });
        return await call();
      default:
        return fault.kind satisfies never;
    }
  }

  return {
    code: profile.code,
    name: profile.name,
    quote: (parcel, signal) => play('quote', signal, { outcome: 'quoted', price: -1, currency: 'XXX' }, () => quoteOf(profile, parcel, new Date())),
    book: (parcel, idempotencyKey, signal) =>
      play('book', signal, { outcome: 'booked', trackingNumber: '' }, async () => {
        const quote = quoteOf(profile, parcel, new Date());
        if (quote.outcome === 'refused') return quote;
        const journey = await takeFault(database, profile.code, 'journey');
        const booked = await saveParcel(database, {
          trackingNumber: `${profile.prefix}${randomInt(1e9, 1e10)}`,
          carrierCode: profile.code,
          idempotencyKey,
          reference: parcel.reference,
          recipient: parcel.recipient,
          labelKey: randomBytes(16).toString('base64url'),
          weightGrams: parcel.weightGrams,
          journey: journeys[journey?.kind ?? 'delivered'],
        });
        const { trackingNumber, labelKey } = booked;
        const page = `${publicUrl}/${profile.code}`;
        return { outcome: 'booked', trackingNumber, trackingUrl: `${page}/track/${trackingNumber}`, labelUrl: `${page}/label/${labelKey}` };
      }),
    cancel: (trackingNumber, signal) =>
      play('cancel', signal, { outcome: 'perhaps' }, async () =>
        (await cancelParcel(database, profile.code, trackingNumber)) ? { outcome: 'canceled' } : refused('It was picked up, or never booked'),
      ),
    reportReady: (trackingNumber, signal) =>
      play('ready', signal, { outcome: 'perhaps' }, async () =>
        (await readyParcel(database, profile.code, trackingNumber, stepMs)) ? { outcome: 'accepted' } : refused('It was canceled, or never booked'),
      ),
  };
}

/** Ends with a rejection, when nobody waits any more. */
const forever = (signal: AbortSignal): Promise<never> =>
  sleep(LONGEST_TIMER, undefined, { signal, ref: false }).then(() => {
    throw new Error('Nobody came back for the answer');
  });
