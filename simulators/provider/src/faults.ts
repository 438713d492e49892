import type { ProviderApi } from './api.ts';
import type { Books } from './books.ts';

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

/** What tests, and people who try the shop, can make the provider do, from whatever process: it is written in the provider's database. */
export interface Faults {
  inject(fault: Fault): Promise<void>;
  /** Away: no call gets through, no webhook is sent, the page answers 503. */
  setAway(away: boolean): Promise<void>;
  setWebhooks(manner: Partial<WebhookManner>): Promise<void>;
  /** As on the first day. */
  clear(): Promise<void>;
}

export interface Conduct {
  readonly away: boolean;
  readonly webhooks: WebhookManner;
}

export interface FaultState extends Faults {
  conduct(): Promise<Conduct>;
  /** What goes wrong with this call, used up by it. */
  take(call: Call): Promise<Misbehaviour | { readonly kind: 'away' } | undefined>;
}

export function faultState({ query }: Pick<Books, 'query'>, usual: WebhookManner): FaultState {
  return {
    async inject({ call = null, times = 1, ...misbehaviour }) {
      await query({
        text: 'INSERT INTO fault (call, misbehaviour, remaining) VALUES ($1, $2, $3)',
        values: [call, JSON.stringify(misbehaviour), times],
      });
    },
    async setAway(away) {
      await query({ text: 'INSERT INTO conduct (away) VALUES ($1) ON CONFLICT (id) DO UPDATE SET away = excluded.away', values: [away] });
    },
    async setWebhooks(manner) {
      await query({
        text: 'INSERT INTO conduct (webhooks) VALUES ($1) ON CONFLICT (id) DO UPDATE SET webhooks = conduct.webhooks || excluded.webhooks',
        values: [JSON.stringify(manner)],
      });
    },
    async clear() {
      await query({ text: 'WITH faults AS (DELETE FROM fault) DELETE FROM conduct' });
    },
    async conduct() {
      const { rows } = await query<{ away: boolean; webhooks: Partial<WebhookManner> }>({
        name: 'conduct',
        text: 'SELECT away, webhooks FROM conduct',
      });
      return { away: rows[0]?.away ?? false, webhooks: { ...usual, ...rows[0]?.webhooks } };
    },
    async take(call) {
      const { rows } = await query<{ away: boolean | null; misbehaviour: Misbehaviour | null }>({
        name: 'fault-take',
        text: `WITH taken AS (
            UPDATE fault SET remaining = remaining - 1
             WHERE id = (SELECT id FROM fault WHERE remaining > 0 AND (call = $1 OR call IS NULL) AND NOT EXISTS (SELECT FROM conduct WHERE away)
                          ORDER BY id LIMIT 1 FOR UPDATE)
            RETURNING misbehaviour
          ) SELECT (SELECT away FROM conduct) AS away, (SELECT misbehaviour FROM taken) AS misbehaviour`,
        values: [call],
      });
      return rows[0]?.away === true ? { kind: 'away' } : (rows[0]?.misbehaviour ?? undefined);
    },
  };
}
