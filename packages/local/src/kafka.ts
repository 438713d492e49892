import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { startInBackground } from './background.ts';
import { requireJava } from './java.ts';
import { answersKafka } from './kafka/answers.ts';
import { kafkaJars } from './kafka/jars.ts';
import { brokerProperties } from './kafka/properties.ts';
import { stopLeftover } from './leftover.ts';
import { claimPort } from './ports.ts';
import { endProcess, waitUntil } from './processes.ts';
import { startOnDirectory } from './server-on-directory.ts';

export interface KafkaOptions {
  /** Holds the data and the broker's log; made when missing. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the reader of "the port is taken" can set. */
  readonly portSetting?: string;
  /** Where the fetched jars are kept; `~/.cache/micromart` when left out. */
  readonly cache?: string;
  /** `server.properties` above the defaults of this broker. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly log?: (message: string) => void;
}

export interface LocalKafka {
  readonly brokers: readonly string[];
  readonly port: number;
  readonly pid: number;
  /** Ends it with everything on disk. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
const JVM = ['-Xmx256m', '-Xms64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
/** Seconds on an idle machine; a busy one takes its time. */
const READY_LIMIT = 180_000;
const PATIENCE = 30_000;

/**
 * Starts a real Kafka, one broker on loopback that is its own controller, from jars that Maven fetches. What a killed run left behind on the
 * same directory is stopped first.
 * @throws SetupError when Java or Maven is missing, the jars cannot be fetched, the port is taken, the disk is full or another MicroMart
 * uses the directory.
 */
export function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  return startOnDirectory(options.directory, {
    async launch(directory) {
      const { pid, port } = await launch(directory, options);
      return { pid, port, brokers: [`127.0.0.1:${port}`] };
    },
    signals: ['SIGTERM', 'SIGKILL'],
    patience: PATIENCE,
  });
}

/** What `ps` shows of our broker. */
const markOf = (directory: string): string => `-Dmicromart.directory=${directory}`;

async function launch(directory: string, options: KafkaOptions): Promise<{ readonly pid: number; readonly port: number }> {
  const log = options.log ?? (() => undefined);
  await requireJava('Apache Kafka');
  const jars = await kafkaJars(options.cache, log);
  const pidFile = path.join(directory, 'kafka.pid');
  await stopLeftover({ name: 'Kafka', pidFile, isOurs: command => command.includes(`${markOf(directory)} `), patience: PATIENCE, log });
  const port = await claimPort(options.port, 'Kafka', options.portSetting);
  const controllerPort = await claimPort(0, 'Kafka');
  const properties = path.join(directory, 'server.properties');
  const { parameters = {} } = options;
  await writeFile(properties, brokerProperties({ directory, port, controllerPort, parameters }));
  const java = [...JVM, markOf(directory), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', jars];
  await format(directory, java, properties);
  const server = await startInBackground({
    file: 'java',
    arguments: [...java, 'kafka.Kafka', properties],
    directory,
    logFile: path.join(directory, 'server.log'),
  });
  await writeFile(pidFile, String(server.pid));
  const isUp = await waitUntil(async () => server.ended() || (await answersKafka(port)), READY_LIMIT);
  if (server.ended() || !isUp) {
    if (!server.ended()) await endProcess(server.pid, ['SIGTERM', 'SIGKILL'], PATIENCE);
    const output = await server.output();
    throw new Error(`Kafka did not start: ${output.trim().slice(-2_000)}`);
  }
  return { pid: server.pid, port };
}

/** Gives a new directory its cluster id. One that was left half formatted is formatted again, by the same id. */
async function format(directory: string, java: readonly string[], properties: string): Promise<void> {
  if (existsSync(path.join(directory, 'data', 'meta.properties'))) return;
  const file = path.join(directory, 'cluster-id');
  if (!existsSync(file)) await writeFile(file, Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url'));
  const id = await readFile(file, 'utf8');
  await run('java', [...java, 'kafka.tools.StorageTool', 'format', `--cluster-id=${id}`, '-c', properties, '--ignore-formatted']);
}
