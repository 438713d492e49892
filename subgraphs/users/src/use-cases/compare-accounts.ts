import { subjectOfUser, userIdOf } from '@micromart/auth';
import type { Task, TaskLease } from '@micromart/messaging';
import { z } from 'zod';
import type { App } from '../app.ts';
import { shopRoles } from '../domain/roles.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { accountOf, bringUpToDate } from './look-up-account.ts';

/** The kind and the key of the one task that keeps profiles true to accounts. */
export const COMPARE_ACCOUNTS = { kind: 'compare accounts', key: 'all' };

const PAGE = 100;
/** In so many rounds each account is looked at, drifted or not. */
const ROUNDS = 60;

/** What one round leaves to the next, whichever replica plays it. */
const Compared = z.object({
  /** How many more accounts there were than profiles. */
  strangers: z.int(),
  /** How many accounts the next round may skip. */
  next: z.int().min(0),
});

/**
 * Brings in who has an account and was never here, and looks whether staff is still what it was: accounts are also made, changed and deleted at
 * the identity provider itself. Comes again, for ever.
 */
export async function compareAccounts(app: App, task: Task, lease: TaskLease<PrismaClient>): Promise<void> {
  const accounts = await app.accounts.count();
  const strangers = accounts - (await app.store.countProfiles());
  const before = Compared.safeParse(task.payload).data;
  const drifted = before?.strangers !== strangers;
  // numbers hide who came while another one went: without drift, too, every round goes on a little
  const { broughtIn, next } = drifted ? await bringInStrangers(app, 0, Infinity) : await bringInStrangers(app, before.next, accounts / ROUNDS);
  await lookAtStaff(app);
  // counted from what was there before: who came meanwhile and was overlooked makes the next round walk through all
  const payload: z.infer<typeof Compared> = { strangers: strangers - broughtIn, next };
  await lease.complete(async tx => tx.schedule({ ...COMPARE_ACCOUNTS, payload, dueAt: { inSeconds: app.comparedEvery } }));
}

/** Walks through accounts, some skipped, until at least `most` were looked at, a page at the least; from the last one on it begins anew. */
async function bringInStrangers(app: App, skipped: number, most: number): Promise<{ readonly broughtIn: number; readonly next: number }> {
  let broughtIn = 0;
  for (let first = skipped; ; first += PAGE) {
    const accounts = await app.accounts.page(first, PAGE);
    const known = new Set((await app.store.usersById(accounts.map(({ subject }) => userIdOf(subject)))).map(({ id }) => id));
    for (const account of accounts) if (!known.has(userIdOf(account.subject)) && (await bringUpToDate(app, account)) !== null) broughtIn += 1;
    if (accounts.length < PAGE) return { broughtIn, next: 0 };
    if (first + PAGE - skipped >= most) return { broughtIn, next: first + PAGE };
  }
}

async function lookAtStaff(app: App): Promise<void> {
  for (const { id, roles } of await app.store.usersWithRoles(['WAREHOUSE', 'SUPPORT', 'ADMIN'])) {
    const at = app.clock();
    const now = await app.accounts.rolesOf(subjectOfUser(id) ?? id);
    if (now === undefined) await app.store.forgetRoles(id, at);
    else if (shopRoles(now.effective).join() !== [...roles].toSorted(byRank).join()) {
      const account = await accountOf(app, id);
      if (account !== undefined) await bringUpToDate(app, account);
    }
  }
}

const RANK = ['CUSTOMER', 'WAREHOUSE', 'SUPPORT', 'ADMIN'];
const byRank = (one: string, other: string): number => RANK.indexOf(one) - RANK.indexOf(other);
