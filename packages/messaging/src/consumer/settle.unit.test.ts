import { expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { WorldFault } from '../faults.ts';
import { settle } from './settle.ts';

jest.useFakeTimers();

/** Settles what fails as `faults` say, one a try, and then succeeds. */
async function settled(faults: readonly Error[], parkFaults: readonly Error[] = []) {
  const begun = Date.now();
  const left = [...faults];
  const parkLeft = [...parkFaults];
  const told = { tries: 0, parked: '', seconds: 0 };
  const over = settle({
    attempt: async () => {
      told.tries += 1;
      const fault = left.shift();
      if (fault !== undefined) throw fault;
    },
    park: async fault => {
      const next = parkLeft.shift();
      if (next !== undefined) throw next;
      told.parked = String(fault);
    },
    retried: () => undefined,
    signal: new AbortController().signal,
    logger: pino({ level: 'silent' }),
    random: () => 1,
  });
  await Promise.all([over, jest.runAllTimersAsync()]);
  return { ...told, seconds: (Date.now() - begun) / 1_000 };
}

const bug = new TypeError('bug');
const away = new WorldFault('away');

test('a fault of the message is tried five times in five seconds and parked', async () => {
  expect(await settled([bug, bug, bug, bug, bug])).toEqual({ tries: 5, parked: 'TypeError: bug', seconds: 5 });
});

test('a fault of the message that passes is not parked', async () => {
  expect(await settled([bug, bug])).toEqual({ tries: 3, parked: '', seconds: 1 });
});

test('a fault of the world is waited for, and counts for nothing', async () => {
  expect(await settled([...Array.from({ length: 50 }, () => away), bug])).toMatchObject({ tries: 52, parked: '' });
});

const slow = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });

test('a statement that is too slow is waited for while the database may be at fault, but not for ever', async () => {
  expect(await settled(Array.from({ length: 20 }, () => slow))).toMatchObject({ tries: 21, parked: '' });
  expect(await settled(Array.from({ length: 25 }, () => slow))).toMatchObject({ tries: 25, parked: String(slow) });
});

test('when it cannot be parked, because the database is away, parking is tried again with the fault it is parked for', async () => {
  expect(await settled([bug, bug, bug, bug, bug], [away, away])).toMatchObject({ tries: 5, parked: 'TypeError: bug' });
});
