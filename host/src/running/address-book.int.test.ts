import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SetupError } from '@micromart/local';
import { type HostSettings, readHostSettings } from '../settings.ts';
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
