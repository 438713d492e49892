import { expect, test } from '@jest/globals';
import { freePort, SetupError } from '@micromart/local';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { askingDatabaseOf } from './asking-databases.ts';

const connect = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
};

test('a database that is away is named in a sentence', async () => {
  const url = `postgres://nobody@localhost:${await freePort()}/orders`;
  const asked = askingDatabaseOf('orders', () => connect(url));
  await expect(asked).rejects.toThrow(SetupError);
  await expect(asked).rejects.toThrow(/^The database of orders cannot be asked: connect ECONNREFUSED/);
});

test('one that is not there is named as well', async () => {
  const database: TestDatabase = await testDatabase();
  const url = new URL(database.url);
  url.pathname = '/elsewhere';
  await expect(askingDatabaseOf('orders', () => connect(url.href))).rejects.toThrow(
    'The database of orders cannot be asked: database "elsewhere" does not exist.',
  );
  await database.drop();
});

test('what a statement does wrong stays the fault that it is', async () => {
  const fault = new TypeError('not a row');
  await expect(askingDatabaseOf('orders', () => Promise.reject(fault))).rejects.toBe(fault);
});
