import type { ProviderApi } from './api.ts';

export type Call = keyof ProviderApi;

/** What goes wrong with a call. `done` says whether the work is done all the same. */
export type Misbehaviour =
  | { readonly kind: 'late'; readonly milliseconds: number }
  | { readonly kind: 'silence'; readonly done: boolean }
  | { readonly kind: 'error'; readonly done: boolean }
  /** Done, but the answer makes no sense. */
  | { readonly kind: 'garbage' }
  /** Authorizing or capturing is declined with this code. */
  | { readonly kind: 'decline'; readonly failureCode: string };

export type Fault = Misbehaviour & {
  /** All calls when left out. */
  readonly call?: Call;
  /** How many calls misbehave; one when left out. */
  readonly times?: number;
};

/** How webhooks are delivered. */
export interface WebhookManner {
  readonly delayMilliseconds: number;
  /** 2: everything is told twice. */
  readonly copies: number;
  /** Later news may overtake earlier. */
  readonly shuffled: boolean;
  /** Nothing is told at all. */
  readonly lost: boolean;
}

/** What tests, and people who try the shop, can make the provider do. Not kept over a restart. */
export interface Faults {
  inject(fault: Fault): void;
  /** Away: no call gets through, no webhook is sent, the page answers 503. */
  setAway(away: boolean): void;
  setWebhooks(manner: Partial<WebhookManner>): void;
  /** As on the first day. */
  clear(): void;
}

export interface FaultState extends Faults {
  readonly away: boolean;
  readonly webhooks: WebhookManner;
  /** What goes wrong with this call, used up by it. */
  take(call: Call): Misbehaviour | undefined;
}

export function faultState(usual: WebhookManner): FaultState {
  let away = false;
  let webhooks = usual;
  let planned: { fault: Fault; left: number }[] = [];
  return {
    inject: fault => void planned.push({ fault, left: fault.times ?? 1 }),
    setAway: value => void (away = value),
    setWebhooks: manner => void (webhooks = { ...webhooks, ...manner }),
    clear() {
      away = false;
      webhooks = usual;
      planned = [];
    },
    get away() {
      return away;
    },
    get webhooks() {
      return webhooks;
    },
    take(call) {
      const next = planned.find(({ fault }) => fault.call === undefined || fault.call === call);
      if (next === undefined) return undefined;
      next.left -= 1;
      if (next.left <= 0) planned = planned.filter(one => one !== next);
      return next.fault;
    },
  };
}
