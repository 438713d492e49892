import { WorldFault } from '@micromart/messaging';
import { z } from 'zod';
import {
  type Booked,
  bookAnswer,
  type BookedParcel,
  type CalledOff,
  cancelAnswer,
  type Carrier,
  type ParcelToCarry,
  quoteAnswer,
  readyAnswer,
  type Refused,
  type Told,
} from './carrier.ts';
import type { CarrierAnswer } from './domain/choice.ts';
import type { ShipmentsMetrics } from './metrics.ts';

/** The calls to the carriers, each with a limit and its answer checked. But for `quote` they reject with `WorldFault` whenever it is not known what was done. */
export interface CarrierCalls {
  /** Never rejects: who does not answer in time, or answers nonsense, is out of the choice. */
  quote(carrier: Carrier, parcel: ParcelToCarry): Promise<CarrierAnswer>;
  book(carrier: Carrier, parcel: BookedParcel, key: string): Promise<Booked | Refused>;
  cancel(carrier: Carrier, trackingNumber: string): Promise<CalledOff>;
  reportReady(carrier: Carrier, trackingNumber: string): Promise<Told>;
}

export interface CallTimeouts {
  /** Milliseconds. */
  readonly quote: number;
  /** Milliseconds, for every other call. */
  readonly call: number;
}

type Call = Parameters<ShipmentsMetrics['carrierCalled']>[1];

export function carrierCalls(timeouts: CallTimeouts, metrics: ShipmentsMetrics): CarrierCalls {
  async function asked<Answer extends { readonly outcome: string }>(
    carrier: Carrier,
    call: Call,
    schema: z.ZodType<Answer>,
    send: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<Answer> {
    try {
      const answer = schema.parse(await inTime(call === 'quote' ? timeouts.quote : timeouts.call, send));
      metrics.carrierCalled(carrier.code, call, answer.outcome);
      return answer;
    } catch (cause) {
      metrics.carrierCalled(carrier.code, call, 'failed');
      throw new WorldFault(reasonOf(cause), { cause });
    }
  }
  return {
    async quote(carrier, parcel) {
      const carrierCode = carrier.code;
      try {
        const answer = await asked(carrier, 'quote', quoteAnswer, signal => carrier.quote(parcel, signal));
        if (answer.outcome === 'refused') return { ...answer, carrierCode };
        if (answer.currency !== parcel.currency) return { outcome: 'failed', carrierCode, reason: `it quoted in ${answer.currency}` };
        return { ...answer, carrierCode, estimatedDelivery: answer.estimatedDelivery.toISOString() };
      } catch (error) {
        return { outcome: 'failed', carrierCode, reason: error instanceof Error ? error.message : 'it failed' };
      }
    },
    book: (carrier, parcel, key) => asked(carrier, 'book', bookAnswer, signal => carrier.book(parcel, key, signal)),
    cancel: (carrier, trackingNumber) => asked(carrier, 'cancel', cancelAnswer, signal => carrier.cancel(trackingNumber, signal)),
    reportReady: (carrier, trackingNumber) => asked(carrier, 'ready', readyAnswer, signal => carrier.reportReady(trackingNumber, signal)),
  };
}

class TooLate extends Error {}

/** Waits no longer than it said, also for a carrier that does not heed the signal. */
async function inTime(milliseconds: number, send: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const signal = AbortSignal.timeout(milliseconds);
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new TooLate()), { once: true }));
  return await Promise.race([late, send(signal)]);
}

/** For staff: what a carrier's own software says of itself is not repeated. */
function reasonOf(error: unknown): string {
  if (error instanceof TooLate) return 'it did not answer in time';
  return error instanceof z.ZodError ? 'its answer made no sense' : 'it failed';
}
