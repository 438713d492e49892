import { existsSync } from 'node:fs';
import path from 'node:path';
import { databaseUrl } from '@micromart/database';
import { SetupError, startPostgres, startRedis } from '@micromart/local';
import type { HostSettings } from '../settings.ts';
import { runningShop } from './address-book.ts';
import { databaseNameOf } from './infrastructure.ts';
import type { Steps } from './steps.ts';

/** The databases and the Redis of a shop, whether it runs or not. */
export interface Stores {
  databaseUrl(name: string): string;
  readonly redisUrl: string;
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
  if (settings.DATABASE_URL === undefined && running === undefined && !existsSync(path.resolve(settings.MICROMART_DATA, 'postgres', 'data'))) {
    throw new SetupError(`There are no data in ${settings.MICROMART_DATA} yet: npm start makes them.`);
  }
  const directory = (name: string): string => path.resolve(settings.MICROMART_DATA, name);
  try {
    const serverUrl =
      settings.DATABASE_URL ??
      running?.serverUrl ??
      (await start(startPostgres({ directory: directory('postgres'), port: settings.POSTGRES_PORT, log: steps.note }))).url();
    const redisUrl =
      settings.REDIS_URL ??
      running?.redisUrl ??
      (await start(startRedis({ directory: directory('redis'), port: settings.REDIS_PORT, log: steps.note }))).url;
    return await work({ databaseUrl: name => databaseUrl(serverUrl, databaseNameOf(name)), redisUrl, isRunning: running !== undefined });
  } finally {
    for (const server of started.toReversed()) await server.stop();
  }
}
