import { expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

const inTurn = <Value>(...values: readonly [Value, ...Value[]]): (() => Value) => {
  let last = values[0];
  const coming = values.values();
  return () => (last = coming.next().value ?? last);
};

test('what is waited for is given as soon as it is there: anything but undefined, null and false', async () => {
  expect(await eventually(inTurn<number | false>(false, 0))).toBe(0);
  expect(await eventually(async () => 'here')).toBe('here');
});

test('what is there is waited for until it fits', async () => {
  expect(await eventually(inTurn(1, 2, 3), count => count > 2)).toBe(3);
});

test('what does not come in time fails with the last that was read, and how', async () => {
  await expect(eventually(() => null, 0.02)).rejects.toThrow(/^after 0.02 s it is still null: \(\) ?=> ?null$/);
  await expect(eventually(inTurn('PENDING', 'PLACED'), status => status === 'DELIVERED', 0.05)).rejects.toThrow('after 0.05 s it is still "PLACED"');
});
