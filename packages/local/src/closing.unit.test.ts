import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeAfter, closeAtOnce, closeInTurn } from './closing.ts';

let closed: string[];
beforeEach(() => {
  closed = [];
});

const good = (name: string) => async (): Promise<void> => void closed.push(name);
const bad = (name: string) => async (): Promise<void> => {
  closed.push(name);
  throw new Error(`${name} does not end`);
};

describe.each([
  ['one after the other', closeInTurn],
  ['at the same time', closeAtOnce],
])('closing %s', (_, close) => {
  test('goes on after a failure, which is thrown as it is', async () => {
    await expect(close([good('gateway'), bad('Redis'), good('PostgreSQL')])).rejects.toThrow(/^Redis does not end$/);
    expect(closed).toEqual(['gateway', 'Redis', 'PostgreSQL']);
  });

  test('tells of every failure', async () => {
    const closing = close([bad('gateway'), good('Redis'), bad('PostgreSQL')]);
    await expect(closing).rejects.toThrow('Error: gateway does not end; Error: PostgreSQL does not end');
    await expect(closing).rejects.toMatchObject({ errors: [{ message: 'gateway does not end' }, { message: 'PostgreSQL does not end' }] });
  });

  test('takes what throws at once like what rejects', async () => {
    const broken = (): void => {
      throw new Error('is gone already');
    };
    await expect(close([broken, good('Redis')])).rejects.toThrow(/^is gone already$/);
    expect(closed).toEqual(['Redis']);
  });
});

test('what kept something from opening is told first, and alone when all that was open could be closed', async () => {
  const failure = new Error('the shop did not open');
  await expect(closeAfter(failure, [good('Redis')])).rejects.toBe(failure);
  await expect(closeAfter(failure, [bad('Redis'), good('PostgreSQL')])).rejects.toThrow('Error: the shop did not open; Error: Redis does not end');
  expect(closed).toEqual(['Redis', 'Redis', 'PostgreSQL']);
});
