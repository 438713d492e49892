import { AsyncResource } from 'node:async_hooks';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import { type Database, openDatabase } from './database.ts';

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
