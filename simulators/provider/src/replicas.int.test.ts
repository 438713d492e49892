import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@micromart/local/testing';
import { openProvider, type ProviderSimulator, type Report } from './index.ts';

let database: TestDatabase;
const open: ProviderSimulator[] = [];
beforeEach(async () => {
  database = await testDatabase('provider', { messaging: false });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(provider => provider.close()));
  await database.drop();
});

/** One process of the provider; any number share the database. */
function replica(webhookDelayMilliseconds = 5): ProviderSimulator {
  const provider = openProvider({ databaseUrl: database.url, publicUrl: 'http://shop.test/provider', webhookDelayMilliseconds });
  open.push(provider);
  return provider;
}

const charge = (provider: ProviderSimulator, key: string) =>
  provider.api.authorize({ idempotencyKey: key, reference: key, amount: 500, currency: 'EUR', token: 'tok_visa', returnUrl: null });

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !holds(); await pause(10)) if (Date.now() > end) throw new Error('did not come true');
}

test('what a replica has not told when it ends, another one tells', async () => {
  const told: Report[] = [];
  const dying = replica(60_000);
  await dying.startWebhooks(async () => undefined);
  await charge(dying, 'left-behind');
  await open.pop()?.close();
  const living = replica();
  await living.startWebhooks(async report => void told.push(report));
  await until(() => told.some(report => report.charge.reference === 'left-behind'));
});

test('what the merchant refuses is told again until it takes it', async () => {
  let refusals = 2;
  const told: string[] = [];
  const provider = replica();
  await provider.startWebhooks(async report => {
    if ((refusals -= 1) >= 0) throw new Error('the merchant is busy');
    told.push(report.charge.reference);
  });
  await charge(provider, 'refused-at-first');
  await until(() => told.includes('refused-at-first'));
});

test('a mistake that one process asks for is made by another, as often as it was asked for', async () => {
  const [asking, served] = [replica(), replica()];
  await asking.faults.inject({ call: 'authorize', kind: 'error', done: false, times: 2 });
  const answers = await Promise.allSettled([1, 2, 3, 4].map(number => charge(served, `mistaken-${number}`)));
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  await asking.faults.setAway(true);
  await expect(charge(served, 'away')).rejects.toMatchObject({ name: 'ProviderUnreachable' });
  await asking.faults.clear();
  await expect(charge(served, 'back')).resolves.toMatchObject({ refusal: null });
});
