import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort } from '@micromart/local';
import { eventually } from '@micromart/local/testing/eventually';
import { Registry } from 'prom-client';
import { type Connection, SubgraphUnavailable } from '../connection.ts';
import { createLogger } from '../logger.ts';
import { httpConnection } from './http-connection.ts';
import { createSubgraphServer, type SubgraphServer } from './subgraph-server.ts';
import { type Freezer, openFreezer } from './testing/freezer.ts';
import { passport, type SmallSubgraph, smallSubgraph } from './testing/small-subgraph.ts';

interface Running {
  readonly subgraph: SmallSubgraph;
  readonly server: SubgraphServer;
  readonly url: string;
}

const logger = createLogger({ level: 'silent', name: 'test' });
const open: { server: SubgraphServer[]; connections: Connection[]; freezers: Freezer[] } = { server: [], connections: [], freezers: [] };
let one: Running;
let two: Running;
beforeEach(async () => {
  [one, two] = await Promise.all([run('one'), run('two')]);
});
afterEach(async () => {
  await Promise.all(open.connections.splice(0).map(each => each.close()));
  await Promise.all(open.freezers.splice(0).map(each => each.close()));
  await Promise.all(open.server.splice(0).map(each => each.close({ drainSeconds: 0 })));
});

/** @param port one that a killed replica had; not such as the system chooses, which might have given it to somebody else by then. */
async function run(who: string, port?: number): Promise<Running> {
  const subgraph = smallSubgraph(who);
  const server = createSubgraphServer({ subgraph, registry: new Registry(), logger });
  open.server.push(server);
  return { subgraph, server, url: await server.listen(port ?? (await freePort()), '127.0.0.1') };
}

function connect(urls: readonly string[], timeout = 20_000): Connection {
  const connection = httpConnection({ name: 'orders', urls, timeout, connections: 16, logger });
  open.connections.push(connection);
  return connection;
}

async function frozenWayTo({ url }: Running): Promise<Freezer> {
  const freezer = await openFreezer(url);
  open.freezers.push(freezer);
  return freezer;
}

const kill = ({ server }: Running): Promise<void> => server.close({ drainSeconds: 0 });
const portOf = ({ url }: Running): number => Number(new URL(url).port);
const ask = (connection: Connection, query = '{ who }') => connection.execute({ query, passport });
const who = async (connection: Connection): Promise<unknown> => (await ask(connection)).data?.['who'];
const WRITE = 'mutation { later }';
const NEWS = 'subscription { news }';
const unavailable = { name: 'SubgraphUnavailable', message: 'orders does not answer at the moment' };

test('replicas share the work', async () => {
  const connection = connect([one.url, two.url]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => who(connection)));
  expect(answers.filter(answer => answer === 'one')).toHaveLength(5);
});

test('a replica that is gone is passed over, by writes as well, and asked again when it is back', async () => {
  const connection = connect([one.url, two.url]);
  await Promise.all([who(connection), who(connection)]);
  await kill(one);
  for (let i = 0; i < 10; i += 1) {
    expect(await who(connection)).toBe('two');
    expect((await ask(connection, 'mutation { add }')).errors).toBeUndefined();
  }
  await run('one again', portOf(one));
  await eventually(async () => (await who(connection)) === 'one again');
});

test('what a killed replica was asked is asked of another when it may be repeated, and a write is not sent twice', async () => {
  const connection = connect([one.url, two.url]);
  const query = Promise.all([ask(connection, '{ later }'), ask(connection, '{ later }')]);
  const writes = Promise.allSettled([ask(connection, WRITE), ask(connection, WRITE)]);
  await eventually(() => one.subgraph.state.asked === 2 && two.subgraph.state.asked === 2);
  await kill(one);
  await eventually(() => two.subgraph.state.asked === 3);
  two.subgraph.release();
  expect((await query).map(({ data }) => data?.['later'])).toEqual(['two', 'two']);
  const settled = (await writes).toSorted((a, b) => a.status.localeCompare(b.status));
  expect(settled).toMatchObject([{ value: { data: { later: 'two' } } }, { reason: unavailable }]);
  expect([one.subgraph.state.asked, two.subgraph.state.asked]).toEqual([2, 3]);
});

test('when nobody is there it is said at once, and nothing of an address', async () => {
  const connection = connect([one.url, two.url]);
  await Promise.all([kill(one), kill(two)]);
  await expect(ask(connection)).rejects.toMatchObject(unavailable);
  await expect(connection.subscribe({ query: NEWS, passport }).next()).rejects.toMatchObject(unavailable);
});

test('an answer that takes too long is not waited for, and the replica that is only slow stays in use', async () => {
  const connection = connect([one.url], 2_000);
  const begun = Date.now();
  await expect(ask(connection, '{ later }')).rejects.toThrow(SubgraphUnavailable);
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(await who(connection)).toBe('one');
});

test('a replica that takes requests and says nothing is found out, its queries are asked of another, and it is asked again when it wakes', async () => {
  const freezer = await frozenWayTo(one);
  const connection = connect([freezer.url, two.url]);
  await Promise.all([who(connection), who(connection)]);
  freezer.freeze();
  const write = ask(connection, WRITE).catch((error: unknown) => error);
  const other = ask(connection, WRITE).catch((error: unknown) => error);
  const begun = Date.now();
  expect(await Promise.all(Array.from({ length: 6 }, () => who(connection)))).toEqual(Array.from({ length: 6 }, () => 'two'));
  expect(Date.now() - begun).toBeLessThan(25_000);
  two.subgraph.release();
  expect([await write, await other]).toEqual(expect.arrayContaining([{ data: { later: 'two' } }, expect.objectContaining(unavailable)]));
  const quick = Date.now();
  for (let i = 0; i < 20; i += 1) expect(await who(connection)).toBe('two');
  expect(Date.now() - quick).toBeLessThan(8_000);
  freezer.thaw();
  await eventually(async () => (await who(connection)) === 'one');
  expect(two.subgraph.state.asked).toBe(1);
});

test('a subgraph whose only replica hangs costs its callers nothing more once that is known', async () => {
  const freezer = await frozenWayTo(one);
  const connection = connect([freezer.url]);
  freezer.freeze();
  await expect(ask(connection)).rejects.toMatchObject(unavailable);
  const begun = Date.now();
  for (let i = 0; i < 100; i += 1) await expect(ask(connection)).rejects.toMatchObject(unavailable);
  expect(Date.now() - begun).toBeLessThan(8_000);
  freezer.thaw();
  await eventually(() =>
    who(connection).then(
      answer => answer === 'one',
      () => false,
    ),
  );
});

test('replicas that restart one after the other under load lose no request and do no write twice', async () => {
  const connection = connect([one.url, two.url]);
  let isOver = false;
  let written = 0;
  const load = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isOver) {
        expect((await ask(connection)).errors).toBeUndefined();
        expect((await ask(connection, 'mutation { add }')).errors).toBeUndefined();
        written += 1;
      }
    }),
  );
  const lives = [one, two];
  for (const each of [one, two]) {
    await each.server.close();
    const next = await run('next', portOf(each));
    lives.push(next);
    await eventually(() => next.subgraph.state.asked > 0);
  }
  isOver = true;
  await load;
  expect(lives.reduce((sum, { subgraph }) => sum + subgraph.state.asked, 0)).toBe(written);
});

test('subscriptions are spread over replicas, and end once when theirs is killed or restarts', async () => {
  const connection = connect([one.url, two.url]);
  for (const end of [kill, ({ server }: Running) => server.close()]) {
    const follow = () => connection.subscribe({ query: NEWS, passport });
    const feeds = [follow(), follow()];
    const outcomes = feeds.map(feed =>
      feed.next().then(
        () => 'told',
        (error: unknown) => error,
      ),
    );
    await eventually(() => one.subgraph.state.opened === 1 && two.subgraph.state.opened === 1);
    const ended = end(one);
    expect(await Promise.race(outcomes)).toMatchObject(unavailable);
    feeds.push(follow());
    const heard = feeds[2]?.next();
    await eventually(() => two.subgraph.state.opened === 2);
    two.subgraph.tell('still here');
    expect((await heard)?.value).toEqual({ data: { news: 'still here' } });
    const lost = (await Promise.all(outcomes)).findIndex(outcome => outcome !== 'told');
    expect(await feeds[lost]?.next()).toEqual({ done: true, value: undefined });
    for (const feed of feeds) await feed.return?.();
    await eventually(() => two.subgraph.state.returned === 2);
    await ended;
    one = await run('one', portOf(one));
    Object.assign(two.subgraph.state, { opened: 0, returned: 0 });
    await eventually(async () => (await who(connection)) === 'one');
  }
});

test('a subscription at a replica that hangs is lost within ten seconds, though nothing else is asked', async () => {
  const freezer = await frozenWayTo(one);
  const connection = connect([freezer.url]);
  const next = connection.subscribe({ query: NEWS, passport }).next();
  await eventually(() => one.subgraph.state.opened === 1);
  const begun = Date.now();
  freezer.freeze();
  await expect(next).rejects.toMatchObject(unavailable);
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test('a subscriber who leaves while a replica is being sought is subscribed nowhere', async () => {
  const freezer = await frozenWayTo(one);
  const connection = connect([two.url, freezer.url]);
  freezer.freeze();
  const feed = connection.subscribe({ query: NEWS, passport });
  const next = feed.next();
  await feed.return?.();
  expect((await next).done).toBe(true);
  await freezer.takeAway();
  const other = connection.subscribe({ query: NEWS, passport });
  const heard = other.next();
  await eventually(() => two.subgraph.state.opened > 0);
  two.subgraph.tell('here');
  expect((await heard).value).toEqual({ data: { news: 'here' } });
  expect(two.subgraph.state.opened).toBe(1);
  await freezer.bringBack();
});

test('states that nobody takes do not pile up: the stream is lost, and the subscriber begins anew', async () => {
  const connection = connect([one.url]);
  const feed = connection.subscribe({ query: NEWS, passport });
  const first = feed.next();
  await eventually(() => one.subgraph.state.opened === 1);
  for (let i = 0; i < 1_100; i += 1) one.subgraph.tell(`${i}`);
  expect((await first).value).toEqual({ data: { news: '0' } });
  await eventually(() => one.subgraph.state.returned === 1);
  const taken: unknown[] = [];
  await expect(
    (async () => {
      for await (const { data } of feed) taken.push(data?.['news']);
    })(),
  ).rejects.toMatchObject(unavailable);
  expect(taken).toHaveLength(1_000);
});
