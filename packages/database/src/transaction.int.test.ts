import { AsyncResource } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import { type Database, openDatabase } from './database.ts';
import { literal } from './literal.ts';

interface NoTables {
  $disconnect(): Promise<void>;
}

let server: TestDatabase;
let database: Database<NoTables>;

beforeEach(async () => {
  server = await testDatabase();
  database = openDatabase<NoTables>({ url: server.url, connections: 1, prisma: () => ({ $disconnect: async () => undefined }) });
  await database.query({ text: 'CREATE TABLE note (word text PRIMARY KEY)' });
});

afterEach(async () => {
  await database.close();
  await server.drop();
});

const write = (word: string) => ({ text: 'INSERT INTO note VALUES ($1)', values: [word] });
const words = async (): Promise<unknown[]> => (await database.query({ text: 'SELECT word FROM note ORDER BY word' })).rows.map(({ word }) => word);

test('what was not committed is not told as done, though the error that spoiled it was caught', async () => {
  const told: string[] = [];
  await database.query(write('taken'));
  const spoiled = database.transaction(async tx => {
    tx.afterCommit(() => told.push('done'));
    await tx.query(write('lost'));
    await tx.query(write('taken')).catch(() => undefined);
    return 'done';
  });
  await expect(spoiled).rejects.toThrow('was rolled back');
  expect(told).toEqual([]);
  expect(await words()).toEqual(['taken']);
});

test('what is told after the commit cannot undo it, nor keep the others from being told', async () => {
  const told: string[] = [];
  const outcome = await database.transaction(async tx => {
    await tx.query(write('kept'));
    tx.afterCommit(() => {
      throw new Error('nobody listens');
    });
    tx.afterCommit(() => told.push('second'));
    return 'done';
  });
  expect(outcome).toBe('done');
  expect(told).toEqual(['second']);
  expect(await words()).toEqual(['kept']);
});

test('a statement that comes after its transaction has ended is refused, and touches nobody else’s', async () => {
  let ended: (() => void) | undefined;
  const end = new Promise<void>(resolve => {
    ended = resolve;
  });
  const straggling: Promise<unknown>[] = [];
  const failed = database.transaction(async tx => {
    await tx.query(write('undone'));
    const later = async (send: () => Promise<unknown>): Promise<unknown> => {
      await end;
      return send();
    };
    straggling.push(
      later(() => tx.query(write('by the transaction'))),
      later(() => database.query(write('by the pool'))),
    );
    for (const promise of straggling) promise.catch(() => undefined);
    throw new Error('off');
  });
  await expect(failed).rejects.toThrow('off');
  const other = database.transaction(async tx => {
    await tx.query(write('of another'));
    ended?.();
    const outcomes = await Promise.allSettled(straggling);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    throw new Error('off too');
  });
  await expect(other).rejects.toThrow('off too');
  expect(await words()).toEqual([]);
});

test('a transaction begun from within one that has ended is a transaction of its own', async () => {
  let inside: AsyncResource | undefined;
  await database.transaction(async () => {
    inside = new AsyncResource('timer');
  });
  await inside?.runInAsyncScope(() => database.transaction(tx => tx.query(write('own'))));
  expect(await words()).toEqual(['own']);
});

describe('a statement that opens a transaction', () => {
  const opening = (word: string): string => `INSERT INTO note VALUES (${literal(word)}) ON CONFLICT DO NOTHING`;

  test('belongs to it: it is gone with what failed after it', async () => {
    const failing = database.transaction(async tx => {
      expect(tx.opened).toBe(1);
      throw new Error('off');
    }, opening('gone'));
    await expect(failing).rejects.toThrow('off');
    expect(await words()).toEqual([]);
  });

  test('says how many rows it touched', async () => {
    const touched = (word: string) => database.transaction(async ({ opened }) => opened, opening(word));
    expect([await touched('once'), await touched('once'), await database.transaction(async ({ opened }) => opened)]).toEqual([1, 0, 0]);
  });

  test('takes a text as it is, whatever it is made of', async () => {
    const odd = String.raw`'); DROP TABLE note; -- \' ; \\ ü`;
    await database.transaction(async () => undefined, opening(odd));
    expect(await words()).toEqual([odd]);
  });

  test('ends it when it fails, before anything is done in it', async () => {
    let done = false;
    const failing = database.transaction(async () => void (done = true), 'INSERT INTO note VALUES (NULL)');
    await expect(failing).rejects.toThrow('null value');
    expect(done).toBe(false);
    await database.transaction(tx => tx.query(write('next')));
    expect(await words()).toEqual(['next']);
  });
});
