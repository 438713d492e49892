import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export interface BackgroundCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  readonly directory: string;
  /** What it prints goes here; the last run's text is replaced. */
  readonly logFile: string;
  /** The whole environment of the process; left out, it gets ours, with the PATH on which `file` may be a name. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface BackgroundProcess {
  readonly pid: number;
  /** True once it has ended. */
  ended(): boolean;
  /** What it has printed so far. */
  output(): Promise<string>;
}

/** Starts a server in a session of its own: Ctrl-C in the terminal reaches Node alone, which stops the server once the services have drained. */
export async function startInBackground(command: BackgroundCommand): Promise<BackgroundProcess> {
  const log = openSync(command.logFile, 'w');
  try {
    const { uid, gid } = command;
    const child = spawn(command.file, command.arguments, {
      cwd: command.directory,
      detached: true,
      stdio: ['ignore', log, log],
      ...(command.environment === undefined ? {} : { env: { ...command.environment } }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return {
      pid: child.pid as number,
      ended: () => child.exitCode !== null || child.signalCode !== null,
      output: () => readFile(command.logFile, 'utf8'),
    };
  } finally {
    closeSync(log);
  }
}
