import { expect, test } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { createBacklog } from './backlog.ts';
import { deliver } from './delivery.ts';

const over = () => new Error('over');
const noBacklog = { grow: () => undefined, shrink: () => undefined, check: () => undefined };
const calm = { backlog: noBacklog, over, watch: () => () => undefined };

async function* numbers(count: number): AsyncGenerator<ExecutionResult> {
  for (let i = 0; i < count; i += 1) yield { data: { i } };
}

test('results come in order, however late they are taken', async () => {
  let ended = 0;
  const results = deliver(numbers(3), { ...calm, until: null, onEnd: () => (ended += 1) });
  await new Promise(resolve => setImmediate(resolve));
  const seen: unknown[] = [];
  for await (const { data } of results) seen.push(data);
  expect(seen).toEqual([{ i: 0 }, { i: 1 }, { i: 2 }]);
  expect(ended).toBe(1);
});

test('what was produced before a fault is delivered before it', async () => {
  async function* broken(): AsyncGenerator<ExecutionResult> {
    yield { data: { i: 0 } };
    throw new Error('lost');
  }
  const results = deliver(broken(), { ...calm, until: null, onEnd: () => undefined });
  await new Promise(resolve => setImmediate(resolve));
  expect((await results.next()).value).toEqual({ data: { i: 0 } });
  await expect(results.next()).rejects.toThrow('lost');
  expect((await results.next()).done).toBe(true);
});

/** A source that produces nothing, and says whether it was given up. */
function silent() {
  let returned = false;
  const source: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => source,
    next: () => new Promise(() => undefined),
    async return() {
      returned = true;
      return { done: true, value: undefined };
    },
  };
  return { source, isGivenUp: () => returned };
}

test('a token that is over ends the stream and its source', async () => {
  const { source, isGivenUp } = silent();
  const results = deliver(source, { ...calm, until: new Date(Date.now() + 20), onEnd: () => undefined });
  await expect(results.next()).rejects.toThrow('over');
  expect(isGivenUp()).toBe(true);
});

test('a token that is refused ends the stream and its source, and is watched no longer', async () => {
  const { source, isGivenUp } = silent();
  const watching = new Set<(error: unknown) => void>();
  const watch = (refused: (error: unknown) => void) => {
    watching.add(refused);
    return () => void watching.delete(refused);
  };
  let ended = 0;
  const results = deliver(source, { ...calm, watch, until: new Date(Date.now() + 60_000), onEnd: () => (ended += 1) });
  const next = results.next();
  for (const refused of watching) refused(new Error('withdrawn'));
  await expect(next).rejects.toThrow('withdrawn');
  expect([isGivenUp(), watching.size, ended]).toEqual([true, 0, 1]);
});

test('what waits is counted together with what the socket holds, and full is said once', () => {
  const socket = { bufferedAmount: 0 };
  let full = 0;
  const backlog = createBacklog(socket, 100, () => (full += 1));
  backlog.grow(60);
  backlog.shrink(30);
  socket.bufferedAmount = 70;
  backlog.check();
  expect(full).toBe(0);
  socket.bufferedAmount = 71;
  backlog.check();
  backlog.grow(500);
  expect(full).toBe(1);
});
