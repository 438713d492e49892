/** What tests on real servers ask for. The servers are started once a run of jest, when the first test asks (see testing/global-setup.mjs). */

export { type CuttableProxy, cuttableProxy } from './testing/cuttable-proxy.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends it with whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function ask<Given = { readonly name: string; readonly url: string }>(method: 'POST' | 'DELETE', request: string): Promise<Given> {
  const servers = process.env.MICROMART_TEST_SERVERS;
  if (servers === undefined) throw new Error("there are no test servers: run this with the repository's jest.config.mjs");
  const response = await fetch(`${servers}/${request}`, { method });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Given;
}

/** Stops or drops what was asked for. Where nobody answers any more the run is over, and whatever was started for it with it. */
async function giveBack(request: string): Promise<void> {
  try {
    await ask('DELETE', request);
  } catch (error) {
    if ((error as { readonly cause?: NodeJS.ErrnoException }).cause?.code !== 'ECONNREFUSED') throw error;
  }
}

/**
 * A fresh database with the migrations of messaging and of the subgraph (a folder of `prisma/`); without a name, an empty one.
 * `messaging: false` is for the outsiders, whose databases have no messaging.
 */
export async function testDatabase(subgraph?: string, { messaging = subgraph !== undefined }: { messaging?: boolean } = {}): Promise<TestDatabase> {
  const folders = [...(messaging ? ['messaging'] : []), ...(subgraph === undefined || subgraph === 'messaging' ? [] : [subgraph])];
  const query = new URLSearchParams(folders.map((folder): [string, string] => ['migrations', folder]));
  const { name, url } = await ask('POST', `databases?${query.toString()}`);
  return { url, drop: () => giveBack(`databases/${name}`) };
}

/** A PostgreSQL of one's own, without databases, for a whole shop. Tests that kill theirs start it by `startPostgres` and keep its directory. */
export async function testPostgres(): Promise<TestServer> {
  const { name, url } = await ask('POST', 'postgres');
  return { url, stop: () => giveBack(`postgres/${name}`) };
}

/** A Redis of one's own: its numbered databases share their channels, so that two tests on one server would hear each other. */
export async function testRedis(): Promise<TestServer> {
  const { name, url } = await ask('POST', 'redis');
  return { url, stop: () => giveBack(`redis/${name}`) };
}

/** The `host:port` of a Kafka broker that this worker of jest has for itself, started when the first test asks. It is left running: tests make topics anew. */
export async function testKafka(): Promise<string> {
  const { url } = await ask('POST', `kafka/${process.env.JEST_WORKER_ID ?? 1}`);
  return new URL(url).host;
}

/** A Keycloak for the whole run, because it takes half a minute to start; it is never stopped before the run is over. */
export const sharedKeycloak = (): Promise<{ readonly issuer: string; readonly adminPassword: string }> => ask('POST', 'keycloak');
