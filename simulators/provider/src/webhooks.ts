import type { Report } from './api.ts';
import { pageOf, reportOf, type Books, type Page } from './books.ts';
import type { FaultState } from './faults.ts';
import { TOLD_BY_OTHERS } from './steps.ts';

/** Tells the merchant of a change. Rejecting, or not resolving, makes the provider tell it again. */
export type Webhook = (report: Report) => Promise<void>;

export interface Webhooks {
  /** Tells it later. */
  enqueue(page: Page): void;
  /** Begins to deliver, and to look for what was left by others, or by an earlier run. */
  start(webhook: Webhook): Promise<void>;
  /** Ends delivering; what is not delivered is told by another replica, or after the next start. */
  stop(): Promise<void>;
}

const ACKNOWLEDGE_EVERY = 1_000;
const SWEEP_EVERY = 1_000;
const SWEPT_AT_ONCE = 50;
/** Shuffled news is told after so many times the usual delay at most. */
const LATEST = 4;

export function webhooks(books: Books, faults: FaultState, actionsAt: string, onError: (error: unknown) => void): Webhooks {
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  /** The newest version that was told, by charge: noted in the books in batches. */
  const told = new Map<string, number>();
  let webhook: Webhook | undefined;

  function run(effect: () => Promise<void>): void {
    const work = effect()
      .catch(onError)
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  function after(milliseconds: number, effect: () => Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run(effect);
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  }

  /** What does not get through is told again by whoever sweeps next. */
  async function deliver(report: Report): Promise<void> {
    if (webhook === undefined) return;
    const conduct = await faults.conduct();
    if (conduct.away) return;
    if (!conduct.webhooks.lost) await webhook(JSON.parse(JSON.stringify(report)) as Report);
    if (told.size === 0) after(ACKNOWLEDGE_EVERY, acknowledge);
    told.set(report.charge.id, Math.max(report.charge.version, told.get(report.charge.id) ?? 0));
  }

  async function acknowledge(): Promise<void> {
    if (told.size === 0) return;
    const [ids, versions] = [[...told.keys()], [...told.values()]];
    told.clear();
    await books.query({
      name: 'charges-notified',
      text: `UPDATE charge SET notified_version = greatest(notified_version, t.version)
        FROM unnest($1::text[], $2::int[]) AS t(id, version) WHERE charge.id = t.id`,
      values: [ids, versions],
    });
  }

  async function plan(page: Page): Promise<void> {
    const report = reportOf(page, actionsAt);
    const { delayMilliseconds, copies, shuffled } = (await faults.conduct()).webhooks;
    for (let copy = 0; copy < copies; copy += 1) {
      const delay = shuffled ? delayMilliseconds * (1 + (LATEST - 1) * Math.random()) : delayMilliseconds;
      after(delay, () => deliver(report));
    }
  }

  /** Tells what was not told in time: its replica is gone, or the merchant did not take it. Each charge is told by one replica at a time. */
  async function sweep(): Promise<void> {
    try {
      const { away, webhooks: manner } = await faults.conduct();
      if (away) return;
      const { rows } = await books.query<{ id: string }>({
        name: 'charges-to-tell',
        text: `UPDATE charge SET tell_at = ${TOLD_BY_OTHERS} WHERE id IN (
            SELECT id FROM charge WHERE notified_version < version AND tell_at <= now() - $1 * interval '1 millisecond'
             ORDER BY tell_at LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED
          ) RETURNING id`,
        values: [LATEST * manner.delayMilliseconds],
      });
      for (const { id } of rows) run(() => tell(id));
    } finally {
      if (webhook !== undefined) after(SWEEP_EVERY, sweep);
    }
  }

  async function tell(chargeId: string): Promise<void> {
    const page = await pageOf(books, { chargeId });
    if (page !== null) await deliver(reportOf(page, actionsAt));
  }

  return {
    enqueue(page) {
      if (webhook !== undefined) run(() => plan(page));
    },
    async start(to) {
      webhook = to;
      run(sweep);
    },
    async stop() {
      webhook = undefined;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(underWay);
      for (const timer of timers) clearTimeout(timer);
      await acknowledge();
    },
  };
}
