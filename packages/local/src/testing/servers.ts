import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalKafka, startKafka } from '../kafka.ts';
import { type LocalKeycloak, startKeycloak } from '../keycloak.ts';
import { type LocalPostgres, startPostgres } from '../postgres.ts';
import { type LocalRedis, startRedis } from '../redis.ts';
import { findRedis } from '../redis/find.ts';
import { realmFile, realmVariables } from '../testing-identity.ts';
import { FORGETFUL, openTestDatabases, type TestDatabases } from './databases.ts';

/** The program behind `testDatabase`, `testPostgres`, `testRedis` and `testKafka`: one for a whole run of jest. Its standard input ends when the run does. */
const [rootDirectory = '.'] = process.argv.slice(2);
const directory = await mkdtemp(path.join(tmpdir(), 'micromart-test-'));
const KEYCLOAK = { realmFile, variables: realmVariables, adminPassword: randomUUID() };
const postgresServers = new Map<string, LocalPostgres>();
const redisServers = new Map<string, LocalRedis>();
const kafkaBrokers = new Map<string, Promise<LocalKafka>>();
let keycloak: Promise<LocalKeycloak> | undefined;
let databases: Promise<TestDatabases> | undefined;
let redisBinary: Promise<unknown> | undefined;
let started = 0;

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, kind = '', id] = pathname.split('/');
  switch (`${request.method} ${kind}`) {
    case 'POST databases': {
      databases ??= openTestDatabases(path.join(directory, 'postgres'), path.join(rootDirectory, 'prisma'));
      return (await databases).create(searchParams.getAll('migrations'));
    }
    case 'DELETE databases':
      return id !== undefined && (await databases)?.drop(id);
    case 'POST postgres': {
      const name = `postgres-${(started += 1)}`;
      const server = await startPostgres({ directory: path.join(directory, name), port: 0, parameters: FORGETFUL });
      postgresServers.set(name, server);
      return { name, url: server.url() };
    }
    case 'DELETE postgres': {
      await postgresServers.get(id ?? '')?.stop();
      return postgresServers.delete(id ?? '');
    }
    case 'POST redis': {
      const name = `redis-${(started += 1)}`;
      const binaries = path.join(rootDirectory, '.micromart', 'redis');
      // One download, however many ask at once.
      await (redisBinary ??= findRedis(binaries, () => undefined));
      const server = await startRedis({ directory: path.join(directory, name), port: 0, binaries, appendfsync: 'no' });
      redisServers.set(name, server);
      return { name, url: server.url };
    }
    case 'DELETE redis': {
      await redisServers.get(id ?? '')?.stop();
      return redisServers.delete(id ?? '');
    }
    case 'POST kafka': {
      const name = `kafka-${id}`;
      const broker = kafkaBrokers.get(name) ?? startKafka({ directory: path.join(directory, name), port: 0 });
      kafkaBrokers.set(name, broker);
      return { name, url: `kafka://${(await broker).brokers[0]}` };
    }
    case 'POST keycloak': {
      const starting = (keycloak ??= startKeycloak({ ...KEYCLOAK, directory: path.join(directory, 'keycloak'), port: 0, inMemory: true }));
      // whoever asks after one that did not start tries again
      void starting.catch(() => (keycloak = undefined));
      return { issuer: (await starting).issuer, adminPassword: KEYCLOAK.adminPassword };
    }
    default:
      throw new Error(`unknown request: ${request.method} ${pathname}`);
  }
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // a connection kept open could be closed just as a test asks again, and a request for a server must not be sent twice
  response.setHeader('connection', 'close');
  try {
    response.end(JSON.stringify((await answer(request)) ?? null));
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
}

async function stop(): Promise<void> {
  const open = await databases?.catch(() => undefined);
  const brokers = [...kafkaBrokers.values()].map(async broker => (await broker).stop());
  await Promise.allSettled([
    ...brokers,
    ...[open, await keycloak?.catch(() => undefined), ...postgresServers.values(), ...redisServers.values()].map(async server => server?.stop()),
  ]);
  await rm(directory, { recursive: true, force: true });
  process.exit();
}

const server = createServer((request, response) => void respond(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(address.port);
});
process.stdin.on('end', () => void stop()).resume();
