import { expect, test } from '@jest/globals';
import { createGate } from './gate.ts';

test('so many requests run at a time, and no more', () => {
  const gate = createGate({ mostRequests: 2, now: () => 0 });
  expect([gate.enter(), gate.enter(), gate.enter()]).toEqual([true, true, false]);
  gate.leave('answered');
  expect(gate.enter()).toBe(true);
});

test('after ten failures in a row the gate is closed for a second, and then one request tries', () => {
  let now = 0;
  const gate = createGate({ mostRequests: 100, now: () => now });
  const fail = () => {
    expect(gate.enter()).toBe(true);
    gate.leave('failed');
  };
  for (let i = 0; i < 9; i += 1) fail();
  expect(gate.enter()).toBe(true);
  gate.leave('answered');
  for (let i = 0; i < 10; i += 1) fail();
  expect(gate.enter()).toBe(false);
  now = 999;
  expect(gate.enter()).toBe(false);
  now = 1_000;
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  gate.leave('failed');
  expect(gate.enter()).toBe(false);
  now = 2_000;
  expect(gate.enter()).toBe(true);
  gate.leave('answered');
  expect([gate.enter(), gate.enter()]).toEqual([true, true]);
});

test('a subgraph that answers nothing while ten requests wait is left alone before the first of them is given up', () => {
  let now = 0;
  const gate = createGate({ mostRequests: 100, now: () => now });
  for (let i = 0; i < 10; i += 1) expect(gate.enter()).toBe(true);
  now = 2_999;
  expect(gate.enter()).toBe(true);
  now = 3_000;
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  now = 4_000;
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  gate.leave('answered');
  expect([gate.enter(), gate.enter()]).toEqual([true, true]);
});

test('one request that takes long beside others that are answered closes nothing', () => {
  let now = 0;
  const gate = createGate({ mostRequests: 100, now: () => now });
  gate.enter();
  for (now = 100; now < 10_000; now += 100) {
    for (let i = 0; i < 9; i += 1) expect(gate.enter()).toBe(true);
    for (let i = 0; i < 9; i += 1) gate.leave('answered');
  }
});
