import type { Report } from './api.ts';
import { reportOf, type Books, type Page } from './books.ts';
import type { FaultState } from './faults.ts';

/** Tells the merchant of a change. Rejecting, or not resolving, makes the provider tell it again. */
export type Webhook = (report: Report) => Promise<void>;

export interface Webhooks {
  /** Tells it later. */
  enqueue(page: Page): void;
  /** Begins to deliver, what was left from an earlier run first. */
  start(webhook: Webhook): Promise<void>;
  /** Ends delivering; what is not delivered is told after the next start. */
  stop(): Promise<void>;
}

const RETRY_AT_MOST = 60_000;
const ACKNOWLEDGE_EVERY = 1_000;

export function webhooks(books: Books, faults: FaultState, actionsAt: string, onError: (error: unknown) => void): Webhooks {
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  /** The newest version that was told, by charge: noted in the books in batches. */
  const told = new Map<string, number>();
  let webhook: Webhook | undefined;

  function after(milliseconds: number, effect: () => Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const work = effect()
        .catch(onError)
        .finally(() => underWay.delete(work));
      underWay.add(work);
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  }

  async function deliver(report: Report, tries: number): Promise<void> {
    const again = (): void => after(Math.min(500 * 2 ** tries, RETRY_AT_MOST), () => deliver(report, tries + 1));
    if (webhook === undefined) return;
    if (faults.away) return again();
    try {
      if (!faults.webhooks.lost) await webhook(JSON.parse(JSON.stringify(report)) as Report);
    } catch {
      return again();
    }
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

  function enqueue(page: Page): void {
    if (webhook === undefined) return;
    const report = reportOf(page, actionsAt);
    const { delayMilliseconds, copies, shuffled } = faults.webhooks;
    for (let copy = 0; copy < copies; copy += 1) {
      const delay = shuffled ? delayMilliseconds * (1 + 3 * Math.random()) : delayMilliseconds;
      after(delay, () => deliver(report, 0));
    }
  }

  return {
    enqueue,
    async start(to) {
      webhook = to;
      const { rows } = await books.query<{ id: string }>({ text: 'SELECT id FROM charge WHERE notified_version < version ORDER BY created_at' });
      for (const { id } of rows) {
        const charge = await books.prisma.charge.findFirst({ where: { id }, include: { operations: { orderBy: { occurredAt: 'asc' } } } });
        if (charge !== null) enqueue({ charge, operations: charge.operations });
      }
    },
    async stop() {
      webhook = undefined;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(underWay);
      await acknowledge();
    },
  };
}
