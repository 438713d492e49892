import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface KilledRun {
  /** Of the server that it left behind. */
  readonly pid: number;
  readonly url: string;
}

/** Starts a server from a Node process in a process group of its own, uses it, and sends the whole group a signal. */
export async function killRun(arguments_: readonly string[], signal: NodeJS.Signals, use: (url: string) => Promise<unknown>): Promise<KilledRun> {
  const program = path.join(import.meta.dirname, 'run-until-killed.ts');
  const node = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', program, ...arguments_], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(node.stdout), 'line')) as [string];
  const run = JSON.parse(line) as KilledRun;
  await use(run.url);
  const ended = once(node, 'exit');
  process.kill(-(node.pid as number), signal);
  await ended;
  return run;
}
