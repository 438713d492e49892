import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as passing } from 'node:timers/promises';
import { closeAtOnce } from '@micromart/local/closing';
import { endInTime, type Exit, exitOf, expectGoodEnd } from '../../testing/ending.ts';

const program = path.resolve(import.meta.dirname, '../../../../host/bin/built.mjs');
const endWithParent = path.resolve(import.meta.dirname, '../../testing/end-with-parent.mjs');

/** One process of a service. */
export interface Replica {
  /** `orders-1`. */
  readonly name: string;
  /** Sends a signal to the process. SIGKILL resolves when it has ended, and leaves it so. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /**
   * SIGTERM; resolves with how it ended, undefined when it was not running.
   * @throws when it has to be killed, because it does not end in time.
   */
  end(): Promise<Exit | undefined>;
  /** Starts it again, and resolves when it is ready; rejects when it is ended before. */
  start(): Promise<void>;
}

export interface ReplicaOptions {
  readonly name: string;
  /** What `npm run serve` is told. */
  readonly service: string;
  /** Where it listens. */
  readonly port: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it says is added here. */
  readonly logFile: string;
}

/** For a whole stack that starts at once on a small machine (milliseconds). */
const READY_WITHIN = 480_000;
const ANSWERS_WITHIN = 5_000;
const LOOK = 50;
/** What orchestrators wait before they start a process again that ended by itself (milliseconds). */
const RESTART = 1_000;

/** A replica that is not started yet. One that ends by itself is started again, as by any orchestrator, and that is said. */
export function replicaOf({ name, service, port, environment, logFile }: ReplicaOptions): Replica {
  let child: ChildProcess | undefined;

  function launch(): void {
    const log = openSync(logFile, 'a');
    const started = spawn(process.execPath, ['--import', endWithParent, program, 'serve', service], {
      stdio: ['pipe', log, log],
      env: environment,
    });
    closeSync(log);
    child = started;
    started.once('exit', (code, signal) => {
      if (child !== started) return;
      console.warn(`${name} ended by itself (${code ?? signal}) and is started again`);
      setTimeout(() => {
        if (child === started) launch();
      }, RESTART);
    });
  }

  /** From here on its end is expected. */
  function over(): ChildProcess | undefined {
    const ending = child;
    child = undefined;
    return ending;
  }

  return {
    name,
    async signal(signal) {
      if (signal !== 'SIGKILL') return void child?.kill(signal);
      const killed = over();
      if (killed === undefined) return;
      killed.kill(signal);
      await exitOf(killed);
    },
    async end() {
      const ending = over();
      return ending && endInTime(name, ending);
    },
    async start() {
      launch();
      const isReady = (): Promise<boolean> =>
        fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN) }).then(
          ({ ok }) => ok,
          () => false,
        );
      for (const limit = Date.now() + READY_WITHIN; !(await isReady()); await passing(LOOK)) {
        if (child === undefined) throw new Error(`${name} was ended before it was ready`);
        if (Date.now() > limit) throw new Error(`${name} did not get ready: ${(await readFile(logFile, 'utf8')).slice(-2_000)}`);
      }
    },
  };
}

/**
 * Ends all of them at the same time.
 * @throws by name what did not end in time, or ended badly; the others have ended too then.
 */
export const endAll = (replicas: readonly Replica[]): Promise<void> =>
  closeAtOnce(replicas.map(replica => async () => expectGoodEnd(replica.name, await replica.end())));
