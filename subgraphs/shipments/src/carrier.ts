import type { Address } from '@micromart/address';
import { z } from 'zod';

/** A parcel as carriers are asked about it. */
export interface ParcelToCarry {
  /** The parcel's id, which carriers print on the label. */
  readonly reference: string;
  /** ISO 3166 alpha-2. */
  readonly countryCode: string;
  readonly postalCode: string;
  readonly weightGrams: number;
  /** ISO 4217: what the shop is billed in. */
  readonly currency: string;
}

/** A parcel to be booked: with whom it goes to. */
export interface BookedParcel extends ParcelToCarry {
  readonly recipient: Address;
}

/**
 * A parcel carrier, as the shop calls it. Its answers are `unknown` because it is an outsider: `carrierCalls` reads them.
 * A refusal is an answer (`{ outcome: 'refused', reason }`); a rejection means that it is not known what happened. `signal` ends the wait.
 */
export interface Carrier {
  readonly code: string;
  /** As customers read it. */
  readonly name: string;
  quote(parcel: ParcelToCarry, signal: AbortSignal): Promise<unknown>;
  /** The same `idempotencyKey` books once and gives the same answer. */
  book(parcel: BookedParcel, idempotencyKey: string, signal: AbortSignal): Promise<unknown>;
  /** Refused once the parcel was picked up. */
  cancel(trackingNumber: string, signal: AbortSignal): Promise<unknown>;
  /** The parcel is packed: it may be picked up. */
  reportReady(trackingNumber: string, signal: AbortSignal): Promise<unknown>;
}

const moment = z.union([z.date(), z.iso.datetime()]).transform(value => new Date(value));
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);
const refused = z.object({ outcome: z.literal('refused'), reason: z.string().max(500) });

export const quoteAnswer = z.union([
  refused,
  z.object({
    outcome: z.literal('quoted'),
    price: z.int().nonnegative(),
    currency: z.string(),
    estimatedDelivery: moment,
    emissionGrams: z.number().nonnegative(),
  }),
]);
export const bookAnswer = z.union([
  refused,
  z.object({ outcome: z.literal('booked'), trackingNumber: z.string().min(4).max(100), trackingUrl: webAddress, labelUrl: webAddress }),
]);
export const cancelAnswer = z.union([refused, z.object({ outcome: z.literal('canceled') })]);
export const readyAnswer = z.union([refused, z.object({ outcome: z.literal('accepted') })]);

export type Booked = Extract<z.infer<typeof bookAnswer>, { outcome: 'booked' }>;
export type Refused = z.infer<typeof refused>;
export type CalledOff = z.infer<typeof cancelAnswer>;
export type Told = z.infer<typeof readyAnswer>;
