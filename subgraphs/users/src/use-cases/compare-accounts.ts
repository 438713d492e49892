import { subjectOfUser, userIdOf } from '@micromart/auth';
import type { Task, TaskLease } from '@micromart/messaging';
import type { App } from '../app.ts';
import { shopRoles } from '../domain/roles.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { accountOf, bringUpToDate } from './look-up-account.ts';

/** The kind and the key of the one task that keeps profiles true to accounts. */
export const COMPARE_ACCOUNTS = { kind: 'compare accounts', key: 'all' };

const PAGE = 100;

/**
 * Brings in who has an account and was never here, and looks whether staff is still what it was: accounts are also made, changed and deleted at
 * the identity provider itself. Comes again, for ever.
 */
export async function compareAccounts(app: App, _task: Task, lease: TaskLease<PrismaClient>): Promise<void> {
  const strangers = (await app.accounts.count()) - (await app.store.countProfiles());
  if (strangers !== app.compared.strangers) {
    await bringInStrangers(app);
    app.compared.strangers = (await app.accounts.count()) - (await app.store.countProfiles());
  }
  await lookAtStaff(app);
  await lease.complete(async tx => tx.schedule({ ...COMPARE_ACCOUNTS, dueAt: { inSeconds: app.comparedEvery } }));
}

async function bringInStrangers(app: App): Promise<void> {
  for (let first = 0; ; first += PAGE) {
    const accounts = await app.accounts.page(first, PAGE);
    const known = new Set((await app.store.usersById(accounts.map(({ subject }) => userIdOf(subject)))).map(({ id }) => id));
    for (const account of accounts) if (!known.has(userIdOf(account.subject))) await bringUpToDate(app, account);
    if (accounts.length < PAGE) return;
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
