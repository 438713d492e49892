import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How a process ended: by its exit code, or by a signal. */
export type Exit = number | NodeJS.Signals;

/** The product promises 25 s (milliseconds). */
const ENDED_WITHIN = 30_000;

export const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Resolves when it has ended. */
export async function exitOf(child: ChildProcess): Promise<Exit> {
  if (!hasEnded(child)) await once(child, 'exit');
  return child.exitCode ?? (child.signalCode as NodeJS.Signals);
}

/**
 * Tells a process to end, by SIGTERM.
 * @param name for people
 * @returns how it did, undefined when it had ended before.
 * @throws when it has to be killed, because it does not within 30 s.
 */
export async function endInTime(name: string, child: ChildProcess, within = ENDED_WITHIN): Promise<Exit | undefined> {
  if (hasEnded(child)) return undefined;
  let isKilled = false;
  const late = setTimeout(() => {
    isKilled = child.kill('SIGKILL');
  }, within);
  child.kill('SIGTERM');
  const exit = await exitOf(child);
  clearTimeout(late);
  if (isKilled) throw new Error(`${name} was told to end, did not within ${within / 1_000} s, and was killed`);
  return exit;
}

/**
 * What a process that was told to end must end with: a shop gives up after 25 s with 1.
 * @throws by name.
 */
export function expectGoodEnd(name: string, exit: Exit | undefined): void {
  // one that had only begun to start does not listen to signals yet
  const isGood = exit === 0 || exit === undefined || exit === 'SIGTERM';
  if (!isGood) throw new Error(`${name} was told to end, and ended with ${exit}`);
}
