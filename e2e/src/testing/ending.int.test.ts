import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { endInTime, expectGoodEnd } from './ending.ts';

/** A process that is up, and does this when it is told to end. */
async function running(atEnd: string) {
  const program = `process.on('SIGTERM', () => { ${atEnd} }); setInterval(() => {}, 1_000); console.log('up');`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a process that ends when it is told to, or had ended before, ends well', async () => {
  const child = await running('process.exit(0)');
  expect(await endInTime('orders-1', child)).toBe(0);
  expect(await endInTime('orders-1', child)).toBeUndefined();
  for (const exit of [0, undefined]) expect(() => expectGoodEnd('orders-1', exit)).not.toThrow();
});

test('a process that gives up when it is told to end is told by name', async () => {
  const exit = await endInTime('orders-1', await running('process.exit(1)'));
  expect(() => expectGoodEnd('orders-1', exit)).toThrow('orders-1 was told to end, and ended with 1');
});

test('a process that does not end when it is told to is killed, and told by name', async () => {
  const child = await running('');
  await expect(endInTime('orders-1', child, 100)).rejects.toThrow('orders-1 was told to end, did not within 0.1 s, and was killed');
  expect(child.signalCode).toBe('SIGKILL');
});
