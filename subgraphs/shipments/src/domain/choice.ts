import type { ServiceCode } from './services.ts';

/** What a carrier offered. All quotes for a parcel are in one currency: it is part of the question. */
export interface Quote {
  readonly outcome: 'quoted';
  readonly carrierCode: string;
  /** Minor units of `currency`. */
  readonly price: number;
  readonly currency: string;
  /** ISO 8601 in UTC. */
  readonly estimatedDelivery: string;
  readonly emissionGrams: number;
}
/** Why a carrier offered nothing: its own refusal, a fault, or no answer in time. */
export interface NoQuote {
  readonly outcome: 'refused' | 'failed';
  readonly carrierCode: string;
  readonly reason: string;
}
export type CarrierAnswer = Quote | NoQuote;

export const strategyNames = ['cheapest', 'fastest', 'lowest-emission', 'as-promised'] as const;
export type StrategyName = (typeof strategyNames)[number];

/** Below 0 when `a` is the better one. */
type Preference = (a: Quote, b: Quote) => number;

const byPrice: Preference = (a, b) => a.price - b.price;
const bySpeed: Preference = (a, b) => Date.parse(a.estimatedDelivery) - Date.parse(b.estimatedDelivery);
const byEmission: Preference = (a, b) => a.emissionGrams - b.emissionGrams;
/** Equal offers always fall to the same carrier. */
const byCode: Preference = (a, b) => (a.carrierCode < b.carrierCode ? -1 : 1);

const inOrderOf =
  (...preferences: readonly Preference[]): Preference =>
  (a, b) =>
    preferences.reduce((verdict, prefer) => verdict || prefer(a, b), 0);

const cheapest = inOrderOf(byPrice, bySpeed, byCode);
const fastest = inOrderOf(bySpeed, byPrice, byCode);

/** The ways to choose; `promised` is when the customer was told that the parcel would arrive. */
const strategies: Readonly<Record<StrategyName, (quotes: readonly Quote[], promised: Date) => Quote | undefined>> = {
  cheapest: quotes => quotes.toSorted(cheapest)[0],
  fastest: quotes => quotes.toSorted(fastest)[0],
  'lowest-emission': quotes => quotes.toSorted(inOrderOf(byEmission, byPrice, byCode))[0],
  // a promise that nobody can keep any more is broken by as little as possible
  'as-promised': (quotes, promised) =>
    quotes.filter(quote => Date.parse(quote.estimatedDelivery) <= promised.getTime()).toSorted(cheapest)[0] ?? quotes.toSorted(fastest)[0],
};

/** What the customer paid for decides how the carrier is chosen. */
export const strategyOfService: Readonly<Record<ServiceCode, StrategyName>> = {
  standard: 'as-promised',
  express: 'fastest',
  green: 'lowest-emission',
  freight: 'cheapest',
};

/** The best of the offers; undefined when there is none. */
export const choose = (strategy: StrategyName, answers: readonly CarrierAnswer[], promised: Date): Quote | undefined =>
  strategies[strategy](
    answers.filter(answer => answer.outcome === 'quoted'),
    promised,
  );
