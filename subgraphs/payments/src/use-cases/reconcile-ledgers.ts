import { setTimeout as sleep } from 'node:timers/promises';
import { isWorldFault } from '@micromart/messaging';
import { badUserInput, unavailable } from '@micromart/service';
import type { App } from '../app.ts';
import { type Entry, type Reconciled, reconcile, standing } from '../domain/reconciliation.ts';

/** A day more than a year, in milliseconds. */
const LONGEST = 367 * 86_400_000;

/** Between two looks (milliseconds): what the provider has done is usually in our books by then. */
const MEANWHILE = 1_000;
/** What ended so long ago (milliseconds) moves no more. */
const AT_REST = 60_000;

/**
 * Lays our ledger beside the provider's, for what was done between two moments (the end excluded). The two are not read at one moment: what differs
 * is looked at again, and is a difference when it stands.
 * @throws BAD_USER_INPUT for a span that is empty or longer than a year; SUBGRAPH_UNAVAILABLE when the provider does not answer.
 */
export async function reconcileLedgers(app: App, from: Date, to: Date): Promise<readonly Reconciled[]> {
  if (from >= to) throw badUserInput('from must be before to', ['from']);
  if (to.getTime() - from.getTime() > LONGEST) throw badUserInput('a year at a time, please', ['from']);
  const first = await look(app, from, to);
  const isAtRest = to.getTime() < app.clock().getTime() - AT_REST;
  if (isAtRest || first.every(({ differences }) => differences.length === 0)) return first;
  await sleep(MEANWHILE);
  return standing(first, await look(app, from, to));
}

async function look(app: App, from: Date, to: Date): Promise<readonly Reconciled[]> {
  const theirs = await providersEntries(app, from, to).catch((error: unknown) => {
    if (!isWorldFault(error)) throw error;
    throw unavailable('the payment provider does not answer at the moment');
  });
  return reconcile(await app.store.netByPayment(from, to), theirs);
}

async function providersEntries(app: App, from: Date, to: Date): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const page = await app.provider.ledger({ from: from.toISOString(), to: to.toISOString(), after });
    for (const { kind, succeeded, reference, currency, amount } of page.entries) {
      if (!succeeded || (kind !== 'CAPTURE' && kind !== 'REFUND')) continue;
      entries.push({ paymentId: reference, currency, net: kind === 'CAPTURE' ? amount : -amount });
    }
    if (page.next === null) return entries;
    after = page.next;
  }
}
