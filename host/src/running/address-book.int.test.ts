import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SetupError } from '@micromart/local';
import { type HostSettings, readHostSettings } from '../settings.ts';
import { silentSteps } from './steps.ts';
import { withStores } from './stores.ts';
import { claimData, noteAddresses, runningShop } from './address-book.ts';

const ADDRESSES = { url: 'http://localhost:8080', issuer: 'http://localhost:8180/realms/micromart', redisUrl: 'redis://127.0.0.1:6379' };
let settings: HostSettings;
beforeEach(async () => {
  settings = readHostSettings({ MICROMART_DATA: await mkdtemp(path.join(tmpdir(), 'micromart-book-')) });
});
afterEach(() => rm(settings.MICROMART_DATA, { recursive: true }));

test('the addresses of a shop count for as long as it holds its data', async () => {
  const claim = await claimData(settings);
  expect(await runningShop(settings)).toBeUndefined();
  await noteAddresses(settings, ADDRESSES);
  expect(await runningShop(settings)).toEqual(ADDRESSES);
  await claim.release();
  expect(await runningShop(settings)).toBeUndefined();
});

test('what carries the events of a shop that runs is what it was started with, whatever another terminal says', async () => {
  const claim = await claimData(settings);
  const elsewhere = { ...settings, KAFKA_BROKERS: ['elsewhere:9092'], DATABASE_URL: 'postgres://localhost:5432' };
  const carrier = (): Promise<readonly string[] | undefined> => withStores(elsewhere, silentSteps, async ({ brokers }) => brokers);
  await noteAddresses(settings, { ...ADDRESSES, brokers: ['localhost:9092'] });
  expect(await carrier()).toEqual(['localhost:9092']);
  await noteAddresses(settings, ADDRESSES);
  expect(await carrier()).toBeUndefined();
  await claim.release();
});

test('those that a killed shop left behind are not taken for those of the next one', async () => {
  await noteAddresses(settings, ADDRESSES);
  const claim = await claimData(settings);
  expect(await runningShop(settings)).toBeUndefined();
  await claim.release();
});

test('a second shop on the same data is told about the first, and takes nothing from it', async () => {
  const claim = await claimData(settings);
  await noteAddresses(settings, ADDRESSES);
  await expect(claimData(settings)).rejects.toThrow(SetupError);
  expect(await runningShop(settings)).toEqual(ADDRESSES);
  await claim.release();
});
