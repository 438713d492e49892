import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cachedDownload } from './download-cache.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'download-cache-'));
});
afterEach(() => rm(cache, { recursive: true }));

test('of several who want the same at once, one fetches it, and all get it whole', async () => {
  let fetched = 0;
  const download = () =>
    cachedDownload({
      name: 'thing-1',
      cache,
      async fetch(folder) {
        fetched += 1;
        await writeFile(path.join(folder, 'thing'), 'whole');
      },
    });
  const folder = path.join(cache, 'thing-1');
  expect(await Promise.all([download(), download(), download()])).toEqual([folder, folder, folder]);
  await download();
  expect(fetched).toBe(1);
  expect(await readdir(folder)).toEqual(['thing']);
});

test('a download that was cut off leaves nothing behind, and keeps nobody from the next', async () => {
  await expect(cachedDownload({ name: 'thing-1', cache, fetch: () => Promise.reject(new Error('cut off')) })).rejects.toThrow('cut off');
  expect(await readdir(cache)).toEqual([]);
  const second = cachedDownload({ name: 'thing-1', cache, fetch: folder => writeFile(path.join(folder, 'thing'), 'whole') });
  expect(await second).toBe(path.join(cache, 'thing-1'));
});
