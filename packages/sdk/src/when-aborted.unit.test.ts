import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { whenAborted } from './when-aborted.ts';

test('however many wait for the client’s end, its signal has one listener, and only who still waits is called', () => {
  const closing = new AbortController();
  const called: number[] = [];
  const forget = Array.from({ length: 100 }, (_, index) => whenAborted(closing.signal, () => called.push(index)));
  expect(getEventListeners(closing.signal, 'abort')).toHaveLength(1);
  for (const [index, takeBack] of forget.entries()) if (index > 2) takeBack();
  closing.abort();
  closing.abort();
  expect(called).toEqual([0, 1, 2]);
});
