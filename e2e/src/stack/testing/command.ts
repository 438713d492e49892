import { spawn } from 'node:child_process';
import path from 'node:path';
import { exitOf } from '../../testing/ending.ts';

const program = path.resolve(import.meta.dirname, '../../../../host/bin/built.mjs');

/**
 * One of the host's commands, as operators run it.
 * @throws when it does not end with 0; why stands in what it has said.
 */
export async function runCommand(name: string, environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const exit = await exitOf(spawn(process.execPath, [program, name], { stdio: ['ignore', 'ignore', 'inherit'], env: environment }));
  if (exit !== 0) throw new Error(`npm run ${name} ended with ${exit}`);
}
