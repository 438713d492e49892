import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import { PrismaClient } from '../../../subgraphs/users/src/generated/prisma/client.ts';
import { type Database, isShut, isTransient, openDatabase, sqlState } from './index.ts';

let server: TestDatabase;
let database: Database<PrismaClient>;
beforeAll(async () => {
  server = await testDatabase('users');
  database = openDatabase({ url: server.url, prisma: adapter => new PrismaClient({ adapter }), connections: 4 });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(() => database.query({ text: 'TRUNCATE "user", saved_address' }));

const ids = async (): Promise<string[]> =>
  (await database.query<{ id: string }>({ text: 'SELECT id FROM "user" ORDER BY id' })).rows.map(({ id }) => id);
const user = (id: string) => ({ id, email: `${id}@example.test`, roles: [] });
const insert = (id: string) => ({ text: 'INSERT INTO "user" (id, email, roles) VALUES ($1, $2, $3)', values: [id, `${id}@example.test`, []] });
const anotherAddress = { id: 'adr_1', isDefault: true, address: {} };

/** Resolves when it was called by as many as it waits for. */
function meeting(count: number): () => Promise<void> {
  let arrived = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>(resolve => (open = resolve));
  return async () => {
    arrived += 1;
    if (arrived === count) open();
    await all;
  };
}

describe('a transaction', () => {
  test('joins Prisma and statements: each sees what the other did, and others see both with the commit', async () => {
    await database.transaction(async tx => {
      await tx.prisma.user.create({ data: user('by-prisma') });
      await tx.query(insert('by-statement'));
      expect(await tx.prisma.user.count()).toBe(2);
      expect((await tx.query({ text: 'SELECT 1 FROM "user"' })).rowCount).toBe(2);
      const outside = await new Promise<unknown>((resolve, reject) => {
        // out of this transaction, as another request would ask
        setImmediate(() => void database.transaction(other => other.prisma.user.count()).then(resolve, reject));
      });
      expect(outside).toBe(0);
    });
    expect(await ids()).toEqual(['by-prisma', 'by-statement']);
  });

  test('that fails takes back both', async () => {
    const failing = database.transaction(async tx => {
      await tx.prisma.user.create({ data: user('by-prisma') });
      await tx.query(insert('by-statement'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
  });

  test('takes in what Prisma writes in several steps, which is undone alone when it fails', async () => {
    await database.transaction(async tx => {
      await tx.prisma.user.create({ data: { ...user('usr_1'), addresses: { create: [anotherAddress] } } });
      const twice = tx.prisma.user.create({ data: { ...user('usr_2'), addresses: { create: [anotherAddress] } } });
      await expect(twice).rejects.toMatchObject({ code: 'P2002' });
      await tx.query(insert('usr_3'));
    });
    expect(await ids()).toEqual(['usr_1', 'usr_3']);
    const whole = database.transaction(async tx => {
      await tx.prisma.user.create({ data: { ...user('usr_4'), addresses: { create: [{ ...anotherAddress, id: 'adr_4' }] } } });
      throw new Error('all of it');
    });
    await expect(whole).rejects.toThrow('all of it');
    expect(await database.prisma.savedAddress.count()).toBe(1);
  });

  test('does not mix with another that runs at the same time', async () => {
    const meet = meeting(2);
    const play = (name: string, fails: boolean) =>
      database.transaction(async tx => {
        await tx.prisma.user.create({ data: user(`${name}-prisma`) });
        await meet();
        await tx.query(insert(`${name}-statement`));
        expect((await tx.prisma.user.findMany({ select: { id: true } })).every(({ id }) => id.startsWith(name))).toBe(true);
        if (fails) throw new Error('rolled back');
      });
    const results = await Promise.allSettled([play('one', true), play('two', false)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await ids()).toEqual(['two-prisma', 'two-statement']);
  });
});

describe('around the commit', () => {
  test('beforeCommit still writes, afterCommit finds it written, and neither is called on a rollback', async () => {
    const seen: string[] = [];
    await database.transaction(async tx => {
      tx.beforeCommit(async () => void (await tx.query(insert('late'))));
      tx.afterCommit(() => void seen.push('committed'));
    });
    expect(await ids()).toEqual(['late']);
    const failing = database.transaction(async tx => {
      tx.beforeCommit(async () => void seen.push('before'));
      tx.afterCommit(() => void seen.push('after'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen).toEqual(['committed']);
  });

  test.each(['40001', '40P01'])('%s plays the whole transaction again, and only the last run has effects', async state => {
    let runs = 0;
    const effects: number[] = [];
    const result = await database.transaction(async tx => {
      runs += 1;
      const run = runs;
      tx.afterCommit(() => void effects.push(run));
      await tx.prisma.user.create({ data: user(`run-${run}`) });
      if (run < 3) await tx.query({ text: `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${state}'; END $$` });
      return run;
    });
    expect([result, effects, await ids()]).toEqual([3, [3], ['run-3']]);
  });

  test('two that wait for each other both get through', async () => {
    await database.query(insert('a'));
    await database.query(insert('b'));
    const meet = meeting(2);
    let met = 0;
    const touch = (first: string, second: string) =>
      database.transaction(async tx => {
        await tx.query({ text: `UPDATE "user" SET email = email || '!' WHERE id = $1`, values: [first] });
        met += 1;
        if (met <= 2) await meet();
        await tx.prisma.user.update({ where: { id: second }, data: { firstName: first } });
      });
    await Promise.all([touch('a', 'b'), touch('b', 'a')]);
    const rows = await database.prisma.user.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ email, firstName }) => [email, firstName])).toEqual([
      ['a@example.test!', 'b'],
      ['b@example.test!', 'a'],
    ]);
  }, 20_000);
});

describe('faults', () => {
  test('are told apart by their SQLSTATE, whoever sent the statement', async () => {
    await database.query(insert('usr_1'));
    const byStatement = await database.query(insert('usr_1')).catch((error: unknown) => error);
    const byPrisma = await database.prisma.user.create({ data: user('usr_1') }).catch((error: unknown) => error);
    expect([byStatement, byPrisma].map(sqlState)).toEqual(['23505', '23505']);
    expect([byStatement, byPrisma].map(isTransient)).toEqual([false, false]);
  });

  test('of a server that is away are the world’s, and the next statement finds it again', async () => {
    const killed = database.transaction(async tx => {
      await tx.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' });
    });
    const fault = await killed.catch((error: unknown) => error);
    expect(isTransient(fault)).toBe(true);
    await database.ping();
    const nowhere = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', prisma: adapter => new PrismaClient({ adapter }) });
    expect(isTransient(await nowhere.ping().catch((error: unknown) => error))).toBe(true);
    await nowhere.close();
  });

  test.each([
    ['whose password is another', (url: URL) => void (url.password = 'before')],
    ['that is not there', (url: URL) => void (url.pathname = '/none')],
  ])('of a database %s are told apart from one that is away, whoever asks', async (_what, change) => {
    const url = new URL(server.url);
    change(url);
    const shut = openDatabase({ url: url.href, prisma: adapter => new PrismaClient({ adapter }) });
    const faults = [shut.ping(), shut.prisma.user.count(), shut.transaction(tx => tx.prisma.user.count())].map(work =>
      work.catch((error: unknown) => error),
    );
    expect((await Promise.all(faults)).map(isShut)).toEqual([true, true, true]);
    await shut.close();
  });
});
