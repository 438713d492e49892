import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import { type BackgroundProcess, startInBackground } from './background.ts';
import { stopLeftover } from './leftover.ts';
import { claimPort } from './ports.ts';
import { endProcess, waitUntil } from './processes.ts';
import { environmentOf } from './redis/binary.ts';
import { findRedis } from './redis/find.ts';
import { startOnDirectory } from './server-on-directory.ts';

export interface RedisOptions {
  /** Holds the data, the server's log and, when one had to be fetched, the server; made when missing. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the reader of "the port is taken" can set. */
  readonly portSetting?: string;
  /** Where a fetched server is kept when not in `directory`, so that several directories share one. */
  readonly binaries?: string;
  /** Each write waits for the disk (`always`) or for at most a second (`everysec`, as when left out). */
  readonly appendfsync?: 'always' | 'everysec' | 'no';
  /** How many numbered databases it has; 16 when left out. */
  readonly databases?: number;
  readonly log?: (message: string) => void;
}

export interface LocalRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it with everything on disk. */
  stop(): Promise<void>;
}

const READY_LIMIT = 60_000;
const PATIENCE = 30_000;

/**
 * Starts a real Redis (or Valkey) that forgets nothing: appendonly, noeviction, loopback only. What a killed run left behind on the same
 * directory is stopped first.
 * @throws SetupError when there is none to be had, the port is taken, the disk is full or another MicroMart uses the directory.
 */
export function startRedis(options: RedisOptions): Promise<LocalRedis> {
  return startOnDirectory(options.directory, {
    async launch(directory) {
      await mkdir(path.join(directory, 'data'), { recursive: true });
      const started = await launch(directory, options);
      return { ...started, url: `redis://127.0.0.1:${started.port}` };
    },
    signals: ['SIGTERM', 'SIGKILL'],
    patience: PATIENCE,
  });
}

/** What `ps` shows of our server: a pid in an old file may by now be another Redis of this machine. */
const titleOf = (directory: string): string => `micromart ${directory.replaceAll(/[{}]/g, '_')}`;

async function launch(directory: string, options: RedisOptions): Promise<{ readonly pid: number; readonly port: number }> {
  const log = options.log ?? (() => undefined);
  const binary = await findRedis(path.resolve(options.binaries ?? directory), log);
  const pidFile = path.join(directory, 'redis.pid');
  await stopLeftover({ name: 'Redis', pidFile, isOurs: command => command.endsWith(titleOf(directory)), patience: PATIENCE, log });
  const port = await claimPort(options.port, 'Redis', options.portSetting);
  const environment = environmentOf(binary);
  const server = await startInBackground({
    file: binary.file,
    arguments: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--protected-mode', 'yes', '--daemonize', 'no'],
      ...['--dir', path.join(directory, 'data'), '--pidfile', pidFile, '--databases', String(options.databases ?? 16)],
      ...['--proc-title-template', `{title} {listen-addr} ${titleOf(directory)}`],
      ...['--appendonly', 'yes', '--appendfsync', options.appendfsync ?? 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'],
    ],
    directory,
    logFile: path.join(directory, 'server.log'),
    ...(environment === undefined ? {} : { environment }),
  });
  await ready(server, port);
  return { pid: server.pid, port };
}

/**
 * It answers before it has read its files, with LOADING: ready is when it answers PONG. (ioredis' own check would look again after a whole second.)
 */
async function ready(server: BackgroundProcess, port: number): Promise<void> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    retryStrategy: () => 20,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => undefined);
  const answers = (): Promise<boolean> =>
    client.ping().then(
      () => true,
      () => false,
    );
  try {
    const isUp = await waitUntil(async () => server.ended() || (await answers()), READY_LIMIT);
    if (server.ended() || !isUp) {
      if (!server.ended()) await endProcess(server.pid, ['SIGTERM', 'SIGKILL'], PATIENCE);
      const output = await server.output();
      throw new Error(`Redis did not start: ${output.trim()}`);
    }
  } finally {
    client.disconnect();
  }
}
