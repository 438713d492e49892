import { expect, test } from '@jest/globals';
import { waitingRoom } from './waiting-room.ts';

const full = () => new Error('full');

/** A room of `capacity` places in which everybody waits until `answer` is called. */
function roomOf(capacity: number) {
  let answer = (): void => undefined;
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  const room = waitingRoom(capacity, full);
  const told: Record<string, string> = {};
  const wait = (kid: string, who = kid): void =>
    void room
      .wait(kid, () => answered)
      .then(
        () => (told[who] = 'answered'),
        (error: Error) => (told[who] = error.message),
      );
  const settled = () => new Promise(resolve => setImmediate(resolve));
  return { room, told, wait, settled, answer };
}

test('any number of tokens with one key id have one place, and all hear the answer', async () => {
  const { room, told, wait, settled, answer } = roomOf(1);
  for (const who of ['a', 'b', 'c']) wait('new', who);
  expect(room.places).toBe(1);
  answer();
  await settled();
  expect(told).toEqual({ a: 'answered', b: 'answered', c: 'answered' });
  expect(room.places).toBe(0);
});

test('when it is full, whoever is alone and has waited longest makes room; those who are several stay', async () => {
  const { room, told, wait, settled, answer } = roomOf(3);
  wait('new', 'alice');
  wait('new', 'bob');
  for (const kid of ['junk 1', 'junk 2', 'junk 3', 'junk 4']) wait(kid);
  await settled();
  expect(told).toEqual({ 'junk 1': 'full', 'junk 2': 'full' });
  expect(room.places).toBe(3);
  answer();
  await settled();
  expect(told).toEqual({ alice: 'answered', bob: 'answered', 'junk 1': 'full', 'junk 2': 'full', 'junk 3': 'answered', 'junk 4': 'answered' });
});

test('a room full of those who are several lets nobody else in', async () => {
  const { told, wait, settled } = roomOf(1);
  wait('new', 'alice');
  wait('new', 'bob');
  wait('late');
  await settled();
  expect(told).toEqual({ late: 'full' });
});
