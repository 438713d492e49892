import { readFile, rm } from 'node:fs/promises';
import { commandOf, endProcess } from './processes.ts';

export interface Leftover {
  /** For people: `Redis`. */
  readonly name: string;
  readonly pidFile: string;
  /** Whether what `ps` shows of a process is this server: a pid in an old file may by now be anybody's. */
  readonly isOurs: (command: string) => boolean;
  /** Milliseconds until it is killed. */
  readonly patience: number;
  readonly log?: ((message: string) => void) | undefined;
}

/** Stops the server that a killed run left behind, if there is one, and removes the file that tells its pid. */
export async function stopLeftover({ name, pidFile, isOurs, patience, log }: Leftover): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
  const command = pid > 0 ? await commandOf(pid) : undefined;
  if (command !== undefined && isOurs(command)) {
    log?.(`stopping the ${name} that an earlier run left behind (process ${pid})`);
    await endProcess(pid, ['SIGTERM', 'SIGKILL'], patience);
  }
  await rm(pidFile, { force: true });
}
