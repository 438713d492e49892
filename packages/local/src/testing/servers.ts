import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeAtOnce, closeInTurn } from '../closing.ts';
import { type LocalKafka, startKafka } from '../kafka.ts';
import { type LocalKeycloak, startKeycloak } from '../keycloak.ts';
import { startPostgres } from '../postgres.ts';
import { startRedis } from '../redis.ts';
import { findRedis } from '../redis/find.ts';
import { realmFile, realmVariables } from '../testing-identity.ts';
import { answerOnDemand } from './answer-on-demand.ts';
import { FORGETFUL, openTestDatabases, type TestDatabases } from './databases.ts';

interface Running {
  stop(): Promise<void>;
}

/** The program behind `testDatabase`, `testPostgres`, `testRedis` and `testKafka`: one for a whole run of jest. */
const [rootDirectory = '.'] = process.argv.slice(2);
const directory = await mkdtemp(path.join(tmpdir(), 'micromart-test-'));
const KEYCLOAK = { realmFile, variables: realmVariables, adminPassword: randomUUID() };
/** What is to be stopped, by name. What did not start has said so to whoever asked. */
const running = new Map<string, Running>();
const kafkaBrokers = new Map<string, Promise<LocalKafka>>();
let keycloak: Promise<LocalKeycloak> | undefined;
let databases: Promise<TestDatabases> | undefined;
let redisBinary: Promise<unknown> | undefined;
let count = 0;

async function started<Server extends Running>(name: string, starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  running.set(name, server);
  return server;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, kind = '', id = ''] = pathname.split('/');
  switch (`${request.method} ${kind}`) {
    case 'POST databases': {
      databases ??= started('postgres', openTestDatabases(path.join(directory, 'postgres'), path.join(rootDirectory, 'prisma')));
      return (await databases).create(searchParams.getAll('migrations'));
    }
    case 'DELETE databases':
      return (await databases)?.drop(id);
    case 'POST postgres': {
      const name = `postgres-${(count += 1)}`;
      const server = await started(name, startPostgres({ directory: path.join(directory, name), port: 0, parameters: FORGETFUL }));
      return { name, url: server.url() };
    }
    case 'POST redis': {
      const name = `redis-${(count += 1)}`;
      const binaries = path.join(rootDirectory, '.micromart', 'redis');
      // One download, however many ask at once.
      await (redisBinary ??= findRedis(binaries, () => undefined));
      const server = await started(name, startRedis({ directory: path.join(directory, name), port: 0, binaries, appendfsync: 'no' }));
      return { name, url: server.url };
    }
    case 'DELETE postgres':
    case 'DELETE redis': {
      await running.get(id)?.stop();
      return running.delete(id);
    }
    case 'POST kafka': {
      const name = `kafka-${id}`;
      const broker = kafkaBrokers.get(name) ?? started(name, startKafka({ directory: path.join(directory, name), port: 0 }));
      kafkaBrokers.set(name, broker);
      return { name, url: `kafka://${(await broker).brokers[0]}` };
    }
    case 'POST keycloak': {
      const options = { ...KEYCLOAK, directory: path.join(directory, 'keycloak'), port: 0, inMemory: true };
      const starting = (keycloak ??= started('keycloak', startKeycloak(options)));
      // whoever asks after one that did not start tries again
      void starting.catch(() => (keycloak = undefined));
      return { issuer: (await starting).issuer, adminPassword: KEYCLOAK.adminPassword };
    }
    default:
      throw new Error(`unknown request: ${request.method} ${pathname}`);
  }
}

async function end(name: string, server: Running): Promise<void> {
  try {
    await server.stop();
  } catch (cause) {
    throw new Error(`${name} of the tests did not stop`, { cause });
  }
}

answerOnDemand({
  answer,
  stop: () =>
    closeInTurn([
      () =>
        closeAtOnce(
          Array.from(
            running,
            ([name, server]) =>
              () =>
                end(name, server),
          ),
        ),
      () => rm(directory, { recursive: true, force: true }),
    ]),
});
