import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetupError, startPostgres, startRedis } from '@micromart/local';
import type { HostSettings } from '../settings.ts';
import type { DatabaseOwner } from '../settings/databases.ts';
import { runningShop } from './address-book.ts';
import { databasesOn, namesAllDatabases } from './infrastructure.ts';
import type { Steps } from './steps.ts';

/** The databases and the Redis of a shop, whether it runs or not. */
export interface Stores {
  databaseUrl(owner: DatabaseOwner): string;
  readonly redisUrl: string;
  /** Of Kafka, when it carries the events. */
  readonly brokers?: readonly string[] | undefined;
  readonly isRunning: boolean;
}

/** Plays `work` on the stores of the shop that runs on these data; when none does, its servers are started for as long as the work takes. */
export async function withStores<Result>(settings: HostSettings, steps: Steps, work: (stores: Stores) => Promise<Result>): Promise<Result> {
  const running = await runningShop(settings);
  const started: { stop(): Promise<void> }[] = [];
  const start = async <Server extends { stop(): Promise<void> }>(server: Promise<Server>): Promise<Server> => {
    started.push(await server);
    return server;
  };
  const isLocal = !namesAllDatabases(settings);
  if (isLocal && running === undefined && !existsSync(path.resolve(settings.MICROMART_DATA, 'postgres', 'data'))) {
    throw new SetupError(`There are no data in ${settings.MICROMART_DATA} yet: npm start makes them.`);
  }
  const directory = (name: string): string => path.resolve(settings.MICROMART_DATA, name);
  try {
    const serverUrl =
      settings.DATABASE_URL ??
      running?.serverUrl ??
      (isLocal ? (await start(startPostgres({ directory: directory('postgres'), port: settings.POSTGRES_PORT, log: steps.note }))).url() : undefined);
    const redisUrl =
      settings.REDIS_URL ??
      running?.redisUrl ??
      (await start(startRedis({ directory: directory('redis'), port: settings.REDIS_PORT, log: steps.note }))).url;
    return await work({
      databaseUrl: databasesOn(settings, serverUrl),
      redisUrl,
      // a shop that runs knows what carries its events, whatever this terminal's variables say
      brokers: running === undefined ? settings.KAFKA_BROKERS : running.brokers,
      isRunning: running !== undefined || !isLocal,
    });
  } finally {
    for (const server of started.toReversed()) await server.stop();
  }
}
