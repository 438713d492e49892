import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { type TestGateway, testGateway } from '../testing/gateway.ts';
import { alice, testIdentity, type TestIdentity } from '../testing/identity.ts';
import { LIVE, liveClient, next } from '../testing/live.ts';
import { until } from '../testing/until.ts';

/** Milliseconds. `docs/keycloak.md` promises that a withdrawn key is refused within half a minute: keys are asked for, and a moment later a socket is closed. */
const [KEYS_ASKED_FOR, FAREWELL] = [20_000, 500];

let identity: TestIdentity;
let gateway: TestGateway;
let clients: Client[] = [];
beforeEach(async () => {
  // only what waits with `setTimeout` waits for the test: sockets, requests and intervals take their own time
  const doNotFake = [
    'Date',
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'setImmediate',
    'clearImmediate',
    'setInterval',
    'clearInterval',
  ] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake] });
  identity = await testIdentity({ keysFetchedAtMostEvery: 10 });
  gateway = await testGateway({}, { tokens: identity.checker });
});
afterEach(async () => {
  for (const client of clients) await client.dispose();
  clients = [];
  jest.useRealTimers();
  await gateway.close();
  identity.close();
});

interface Closed {
  readonly code: number;
  readonly reason: string;
}

function connect(connectionParams: Record<string, unknown>): { readonly client: Client; readonly closed: () => Closed | undefined } {
  let closed: Closed | undefined;
  const on = { closed: (event: unknown) => (closed = event as Closed) };
  // not lazy: the connection stays when nothing runs on it
  const client = liveClient(gateway, { connectionParams, lazy: false, onNonLazyError: () => undefined, on });
  clients.push(client);
  return { client, closed: () => closed };
}

const follow = (client: Client, more: object = {}) => client.iterate({ query: LIVE, variables: { id: 'ord_1' }, ...more });
const bearer = (): string => `Bearer ${identity.token(alice)}`;
const refusal = [
  expect.objectContaining({
    extensions: { code: 'UNAUTHENTICATED', reason: 'the token is signed with an unknown key' },
    message: expect.any(String),
  }),
];

test('a running subscription ends within half a minute after the key of its token is withdrawn, its socket with 4401, and a good one goes on', async () => {
  const old = connect({ authorization: bearer() });
  const ended = expect(next(follow(old.client))).rejects.toEqual(refusal);
  await until(() => gateway.shop.streams() === 1);
  identity.addKey();
  const good = connect({ authorization: bearer() });
  const followed = follow(good.client);
  const event = next(followed);
  await until(() => gateway.shop.streams() === 2);

  identity.withdrawOldKeys();
  jest.advanceTimersByTime(KEYS_ASKED_FOR);
  await ended;
  await until(() => gateway.shop.streams() === 1);
  jest.advanceTimersByTime(FAREWELL);
  await until(() => old.closed() !== undefined);
  expect(old.closed()).toMatchObject({ code: 4401, reason: 'Not signed in: the token is signed with an unknown key' });

  gateway.shop.push({ id: 'ord_1', status: 'PLACED', total: 100 });
  expect(await event).toMatchObject({ data: { orderUpdated: { state: 'PLACED' } } });
  jest.advanceTimersByTime(KEYS_ASKED_FOR);
  expect(await next(good.client.iterate({ query: '{ whoami }' }))).toMatchObject({ data: { whoami: expect.any(String) } });
  expect(good.closed()).toBeUndefined();
});

test('an open socket asks nothing more once the key of its token is known to be withdrawn', async () => {
  const { client } = connect({ authorization: bearer() });
  const whoami = () => next(client.iterate({ query: '{ whoami }' }));
  expect(await whoami()).toMatchObject({ data: { whoami: expect.any(String) } });
  identity.addKey();
  expect((await gateway.ask('{ whoami }', { headers: { authorization: bearer() } })).errors).toEqual([]);
  identity.withdrawOldKeys();
  const keysFetched = new Promise<void>(resolve => void identity.checker.onKeysWithdrawn(resolve));
  jest.advanceTimersByTime(KEYS_ASKED_FOR);
  await keysFetched;
  await expect(whoami()).rejects.toEqual(refusal);
});

test('a subscription with a token of its own ends alone', async () => {
  const { client, closed } = connect({});
  const ended = expect(next(follow(client, { extensions: { authorization: bearer() } }))).rejects.toEqual(refusal);
  await until(() => gateway.shop.streams() === 1);
  identity.addKey();
  identity.withdrawOldKeys();
  jest.advanceTimersByTime(KEYS_ASKED_FOR);
  await ended;
  jest.advanceTimersByTime(FAREWELL);
  expect(await next(client.iterate({ query: '{ whoami }' }))).toMatchObject({ data: { whoami: expect.any(String) } });
  expect(closed()).toBeUndefined();
});
