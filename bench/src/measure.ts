import { percentile } from './percentiles.ts';
import type { Cpu } from './shops/measured-shop.ts';

/** What one kind of work costs. */
export interface Cost {
  /** CPU-milliseconds an operation, by process. */
  readonly cpu: Cpu;
  /** Seconds between the readings of the CPU, an operation. */
  readonly seconds: number;
  /** Wall time in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** A tenth of the measured number, so that what is compiled, planned and prepared once is not counted. */
const WARM_UP = 0.1;

/**
 * Does a work many times, one after the other.
 * @param cpu the readings of all processes.
 * @param work is told how often it was done before, and may say what its wall time was, where that is not the whole of it.
 * @param settle is awaited before the last reading, for what the work leaves to be done behind.
 */
export async function measure(
  cpu: () => Cpu,
  times: number,
  work: (time: number) => Promise<number | void>,
  settle: () => Promise<void> = async () => undefined,
): Promise<Cost> {
  const warmUps = Math.max(10, Math.ceil(times * WARM_UP));
  for (let time = 0; time < warmUps; time += 1) await work(time);
  await settle();
  const wall: number[] = [];
  const before = cpu();
  const since = performance.now();
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    const own = await work(warmUps + time);
    wall.push(own ?? performance.now() - began);
  }
  await settle();
  const seconds = (performance.now() - since) / 1_000 / times;
  return { cpu: perOperation(before, cpu(), times), seconds, p50: percentile(wall, 0.5), p99: percentile(wall, 0.99) };
}

/** What was used between two readings, divided. */
export const perOperation = (before: Cpu, after: Cpu, times: number): Cpu =>
  Object.fromEntries(Object.entries(after).map(([name, used]) => [name, (used - (before[name] ?? 0)) / times]));

/** What all processes used together. */
export const inAll = (cpu: Cpu): number => Object.values(cpu).reduce((sum, used) => sum + used, 0);

/** Added up by process. */
export const sumOf = (costs: readonly Cpu[]): Cpu =>
  costs.reduce((sum, cost) => Object.fromEntries(Object.entries(cost).map(([name, used]) => [name, used + (sum[name] ?? 0)])), {});

/** So many times as much. */
export const timesAsMuch = (cpu: Cpu, factor: number): Cpu => Object.fromEntries(Object.entries(cpu).map(([name, used]) => [name, used * factor]));

/** What one has more than another. */
export const without = (cpu: Cpu, other: Cpu): Cpu =>
  Object.fromEntries(Object.entries(cpu).map(([name, used]) => [name, used - (other[name] ?? 0)]));
