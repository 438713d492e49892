import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { abstractSockets, type Claims, socketFiles } from './claims-by-socket.ts';

let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claims-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Of a claim that nobody has had. */
const newName = (): string => `claim-${process.pid}-${(number += 1)}`;

const ways: Readonly<Record<string, () => Claims>> = {
  'a socket’s file': () => socketFiles(folder),
  ...(process.platform === 'linux' ? { 'a name of the kernel': () => abstractSockets } : {}),
};

/** Listens at an address in a process that is killed. */
async function listenAndDie(address: string): Promise<void> {
  const program = "require('node:net').createServer().listen(process.argv[1], () => console.log('listening'))";
  const child = spawn(process.execPath, ['-e', program, address], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe.each(Object.entries(ways))('a claim by %s', (_, way) => {
  test('is held by one, and by the next when that one lets go', async () => {
    const [claims, name] = [way(), newName()];
    expect(await claims.isHeld(name)).toBe(false);
    const claim = await claims.take(name);
    expect(await claims.isHeld(name)).toBe(true);
    expect(await claims.take(name)).toBeUndefined();
    expect(await claims.isHeld(name)).toBe(true);
    await claim?.release();
    expect(await claims.isHeld(name)).toBe(false);
    const next = await claims.take(name);
    expect(next).toBeDefined();
    await next?.release();
  });

  test('is held by one at a time, however many come at once', async () => {
    const [claims, name] = [way(), newName()];
    let holders = 0;
    let most = 0;
    async function takeTurns(turns: number): Promise<void> {
      for (let taken = 0; taken < turns; ) {
        const claim = await claims.take(name);
        if (claim === undefined) {
          await turn();
          continue;
        }
        taken += 1;
        holders += 1;
        most = Math.max(most, holders);
        await claims.isHeld(name);
        holders -= 1;
        await claim.release();
      }
    }
    await Promise.all(Array.from({ length: 6 }, () => takeTurns(10)));
    expect(most).toBe(1);
  }, 60_000);
});

describe('a socket’s file that a killed process left behind', () => {
  test('counts for nothing, and is gone when the claim is taken', async () => {
    const [claims, name] = [socketFiles(folder), newName()];
    await mkdir(path.join(folder, name));
    await listenAndDie(path.join(folder, name, 'dead'));
    expect(await readdir(path.join(folder, name))).toEqual(['dead']);
    expect(await claims.isHeld(name)).toBe(false);
    const claim = await claims.take(name);
    expect(await claims.isHeld(name)).toBe(true);
    expect(await readdir(path.join(folder, name))).toEqual([expect.not.stringMatching('dead')]);
    await claim?.release();
  });

  test('lets only one of two that find it take the claim', async () => {
    const claims = socketFiles(folder);
    for (let round = 0; round < 10; round += 1) {
      const name = newName();
      await mkdir(path.join(folder, name));
      await listenAndDie(path.join(folder, name, 'dead'));
      const taken = (await Promise.all([claims.take(name), claims.take(name)])).filter(claim => claim !== undefined);
      expect(taken.length).toBeLessThanOrEqual(1);
      for (const claim of taken) await claim.release();
    }
  }, 60_000);
});
