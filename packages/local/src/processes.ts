import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The command line of a running process. A pid in an old file may by now be anybody's. Undefined when there is none, and for one that has
 * ended and whose parent (in a container often the first process) has not asked how.
 */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  try {
    const isLinux = process.platform === 'linux';
    const text = isLinux ? await readFile(`/proc/${pid}/cmdline`, 'utf8') : (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
    return text.replaceAll('\0', ' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Looks every 10 ms until `holds` does; false when it still did not after `limit` ms. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(10)) {
    if (await holds()) return true;
  }
  return holds();
}

/** Sends the first signal, waits `patience` ms for the end, then sends the second, and resolves when the process is gone. */
export async function endProcess(pid: number, signals: readonly [NodeJS.Signals, NodeJS.Signals], patience = 10_000): Promise<void> {
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await waitUntil(async () => (await commandOf(pid)) === undefined, patience)) return;
  }
  throw new Error(`process ${pid} does not end`);
}
