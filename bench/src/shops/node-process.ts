import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from '@micromart/local';
import { BenchError } from '../bench-error.ts';
import type { NodeProcess } from './measured-shop.ts';

export interface ProgramOptions {
  readonly name: string;
  /** A JavaScript file, and what it is told. */
  readonly program: string;
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly profile: string | undefined;
  /** With a channel for messages between it and this process. */
  readonly isSpokenTo?: boolean;
}

export interface RunningProgram extends NodeProcess {
  readonly child: ChildProcess;
  /** What it has said so far, for people. */
  output(): string;
  /** @throws BenchError when it does not come true in time, or the program ends. */
  until(what: string, condition: () => Promise<boolean>): Promise<void>;
  /**
   * SIGTERM.
   * @throws BenchError when it has to be killed, because it does not end in time.
   */
  stop(): Promise<void>;
}

/** A whole shop that sets itself up on a busy machine takes its time (milliseconds). */
const PATIENCE = 300_000;
const LOOK = 100;
/** The product ends within 25 s (milliseconds). */
const ENDS_WITHIN = 30_000;

/** Starts a Node program whose CPU and memory are to be read. Its inspector listens nowhere before it is woken. */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const { name, program, profile, environment, isSpokenTo = false } = options;
  const inspectorPort = await freePort();
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`, `--cpu-prof-name=${name}.cpuprofile`];
  const child = spawn(process.execPath, [`--inspect-port=127.0.0.1:${inspectorPort}`, ...profiling, program, ...(options.arguments ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe', ...(isSpokenTo ? (['ipc'] as const) : [])],
    env: environment,
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const output = (): string => said.join('').trim().slice(-4_000);
  return {
    ...{ name, child, inspectorPort, pid: child.pid as number, output },
    async until(what, condition) {
      for (const end = Date.now() + PATIENCE; !(await condition()); await new Promise(resolve => setTimeout(resolve, LOOK))) {
        if (hasEnded() || Date.now() > end) throw new BenchError(`${name}: ${what} did not come true:\n${output()}`);
      }
    },
    async stop() {
      if (hasEnded()) return;
      let isKilled = false;
      const late = setTimeout(() => {
        isKilled = child.kill('SIGKILL');
      }, ENDS_WITHIN);
      child.kill('SIGTERM');
      await once(child, 'exit');
      clearTimeout(late);
      if (isKilled) throw new BenchError(`${name} was told to end, did not within ${ENDS_WITHIN / 1_000} s, and was killed:\n${output()}`);
    },
  };
}
