// npm run test:compose: brings the whole stack of docker-compose.yml up with a real engine as docs/docker-compose.md says, uses it, looks after it, and takes it down.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { has, isStandIn, standIns } from '../../docker/stand-ins/build.mjs';
import * as checks from './compose/checks.mjs';
import { dockerCompose } from './compose/docker-compose.mjs';
import { openEngine } from './compose/engine.mjs';
import { image, openStack, run } from './compose/stack.mjs';
import { build, giveUp, install, root } from './set-up.mjs';

const START_SECONDS = 600;
let passed = 0;

async function step(name, work) {
  const began = performance.now();
  console.log(`  ${name}`);
  const result = await work();
  passed += 1;
  console.log(`    ok, ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** Official images come from their registry; where none can be reached, stand-ins take their names. */
async function fetchImages(stack) {
  const inUse = (await stack.compose(['--profile', '*', 'config', '--images'])).split('\n').filter(name => name !== '' && name !== image);
  const bases = [...readFileSync(path.join(root, 'docker/Dockerfile'), 'utf8').matchAll(/^FROM (\S+:\S+)/gm)].map(([, base]) => base);
  const images = [...new Set([...inUse, ...bases])];
  standIns(images.filter(name => (has(name) ? isStandIn(name) : spawnSync('docker', ['pull', '--quiet', name]).status !== 0)));
  const stoodIn = images.filter(isStandIn);
  if (stoodIn.length > 0) console.log(`    stand-ins (docker/stand-ins/README.md): ${stoodIn.join(', ')}`);
}

/** The commands that stand in docs/docker-compose.md under a word in bold. */
function manual(word) {
  const text = readFileSync(path.join(root, 'docs/docker-compose.md'), 'utf8');
  const [, commands] = new RegExp(`\\*\\*${word}\\.\\*\\*[^]*?\`\`\`sh\\n([^]*?)\`\`\``).exec(text) ?? [];
  assert.ok(commands, `the manual says nothing of ${word}`);
  return commands;
}

/** The realm as docs/keycloak.md wants it in production. */
function ownRealm(file) {
  const realm = JSON.parse(readFileSync(path.join(root, 'docker/keycloak/micromart-realm.json'), 'utf8'));
  const clients = realm.clients.map(client => (client.clientId === 'storefront' ? { ...client, directAccessGrantsEnabled: false } : client));
  const users = realm.users.filter(user => user.serviceAccountClientId !== undefined);
  writeFileSync(file, JSON.stringify({ ...realm, sslRequired: 'external', clients, users }));
  return file;
}

async function tryStack(stack) {
  const up = async () => {
    await stack.compose(['up', '--detach']);
    await stack.settled(START_SECONDS);
  };
  const useShop = () => run(process.execPath, ['host/bin/run.mjs', 'demo'], { env: shopper(stack), show: true });
  const inspect = () => stack.compose(['run', '--rm', '-T', 'operator', 'invariants'], { show: true });
  const kept = async () => ({ orders: await checks.ordersOfAlice(stack), mails: await checks.mails(stack) });

  await step('official images', () => fetchImages(stack));
  // or the example would be refused before anybody looks at people; Keycloak keeps it from its first start
  stack.set({ IDENTITY_ADMIN_CLIENT_SECRET: 'another-0' });
  await step('docker compose up, which builds the image', up);
  await step('it has less than 400 MB', checks.imageIsSmall);
  await step('it has no development dependencies', checks.imageHasNoTools);
  await step('everything runs, and jobs are done', () => checks.everythingRuns(stack));
  await step('processes are not root and can write nothing but /tmp', () => checks.processesMayDoLittle(stack));
  await step('only the gateway, Keycloak and the consoles are published', () => checks.onlyEntrancesArePublished(stack));
  await step('only who signs passports has the key', () => checks.onlyWhoSignsHasTheKey(stack));
  await step('no user of the database server opens a database of another', () => checks.databasesAreClosedToOthers(stack));
  await step('databases sort texts as they do without Docker', () => checks.databasesSortAlike(stack));
  await step('consoles answer', () => checks.consolesAnswer(stack));
  await step('production refuses secrets and people that everybody knows', () => checks.productionRefusesSamples(stack));
  await step('npm run demo', useShop);
  await step('its mail is in Mailpit', () => checks.mailArrives(stack));
  await step('npm run invariants', inspect);

  await step('docker compose up again changes nothing', async () => {
    const shown = async () =>
      (await stack.containers())
        .map(({ service, Id: id, State: state }) => `${service} ${id} ${state.Status === 'running' ? state.StartedAt : ''}`)
        .toSorted();
    const before = await shown();
    await up();
    assert.deepEqual(await shown(), before);
  });
  const before = await kept();
  assert.equal(before.orders.length, 1);
  await step('processes end by themselves when told', async () => {
    await stack.compose(['stop']);
    const killed = (await stack.containers()).filter(({ State: state }) => state.ExitCode === 137).map(({ service }) => service);
    assert.deepEqual(killed, []);
  });
  await step('down, other passwords, and up with replicas lose nothing', async () => {
    await stack.compose(['down']);
    const { GATEWAY_PORT: port } = stack.ports;
    stack.set({ GATEWAY_PORT: `${port}-${port + 1}`, GATEWAY_REPLICAS: 2, ORDERS_REPLICAS: 2 });
    stack.set({ POSTGRES_PASSWORD: 'another-1', ORDERS_DB_PASSWORD: 'another-2', KEYCLOAK_DB_PASSWORD: 'another-3', REDIS_PASSWORD: 'another-4' });
    await stack.compose(['up', '--detach', 'postgres']);
    await stack.compose(['exec', '-T', 'postgres', '/docker-entrypoint-initdb.d/databases.sh']);
    await up();
    assert.deepEqual(await kept(), before);
  });
  await step('each gateway answers at its port', () => checks.gatewaysAnswer(stack));
  await step('npm run demo, again', useShop);
  await step('npm run invariants, again', inspect);

  const { orders } = await kept();
  await step('a backup, by the manual', () => stack.shell(manual('Backup')));
  await step('without any volume it brings everything back', async () => {
    await stack.compose(['down', '--volumes']);
    await stack.shell(manual('Restore'));
    await stack.settled(START_SECONDS);
    assert.deepEqual(await checks.ordersOfAlice(stack), orders);
  });

  await step('in production, with secrets and a realm of its own, the shop is empty and lets in nobody whom everybody knows', async () => {
    stack.tell(await stack.compose(['run', '--rm', '-T', 'operator', 'keys']));
    stack.set({ MICROMART_ENV: 'production', KEYCLOAK_REALM_FILE: ownRealm(path.join(stack.folder, 'realm.json')) });
    await stack.compose(['down', '--volumes']);
    await up();
    await checks.shopIsEmptyAndClosed(stack);
  });
}

/** A shopper's machine: data of its own, and the addresses that are published. */
const shopper = ({ folder, gatewayUrl, issuer }) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  MICROMART_DATA: path.join(folder, 'shopper'),
  GATEWAY_URL: gatewayUrl,
  PUBLIC_URL: gatewayUrl,
  ISSUER_URL: issuer,
});

async function main() {
  install();
  build();
  const engine = await openEngine();
  console.log(`  Docker ${engine.version}`);
  try {
    const stack = await openStack(dockerCompose());
    const interrupted = new Promise((_, reject) => process.once('SIGINT', () => reject(new Error('interrupted'))));
    try {
      // what a killed run has left
      await stack.compose(['--profile', '*', 'down', '--volumes', '--remove-orphans']);
      spawnSync('docker', ['image', 'rm', image]);
      await Promise.race([tryStack(stack), interrupted]);
    } catch (error) {
      console.error(await stack.compose(['logs', '--no-color', '--tail', '12']).catch(() => ''));
      throw error;
    } finally {
      await stack.remove();
      spawnSync('docker', ['image', 'rm', image]);
    }
  } finally {
    await engine.stop();
  }
}

const began = performance.now();
try {
  await main();
} catch (error) {
  console.error(error);
  console.log(`${passed} passed, 1 failed`);
  giveUp(`The stack of docker-compose.yml is not as it should be: ${error.message.split('\n')[0]}`);
}
console.log(`${passed} passed, 0 failed`);
console.log(`docker compose: ${((performance.now() - began) / 1000).toFixed(0)} s`);
