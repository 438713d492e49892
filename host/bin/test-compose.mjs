// npm run test:compose: builds the image, brings the whole stack of docker-compose.yml up with a real engine, uses it, and takes it down.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
  standIns(images.filter(name => !has(name) && spawnSync('docker', ['pull', '--quiet', name]).status !== 0));
  const stoodIn = images.filter(isStandIn);
  if (stoodIn.length > 0) console.log(`    stand-ins (docker/stand-ins/README.md): ${stoodIn.join(', ')}`);
}

async function tryStack(stack) {
  await step('official images', () => fetchImages(stack));
  await step('the image is built', () => stack.compose(['build', 'gateway']));
  await step('it has less than 400 MB', checks.imageIsSmall);
  await step('it has no development dependencies', checks.imageHasNoTools);
  await step('docker compose up', async () => {
    await stack.compose(['up', '--detach']);
    await stack.settled(START_SECONDS);
  });
  await step('everything runs, and jobs are done', () => checks.everythingRuns(stack));
  await step('processes are not root and can write nothing but /tmp', () => checks.processesMayDoLittle(stack));
  await step('only the gateway, Keycloak and the consoles are published', () => checks.onlyEntrancesArePublished(stack));
  await step('only who signs passports has the key', () => checks.onlyWhoSignsHasTheKey(stack));
  await step('no user of the database server opens a database of another', () => checks.databasesAreClosedToOthers(stack));
  await step('consoles answer', () => checks.consolesAnswer(stack));
  const useShop = () => run(process.execPath, ['host/bin/run.mjs', 'demo'], { env: shopper(stack), show: true });
  const inspect = () => stack.compose(['run', '--rm', '-T', 'operator', 'invariants'], { show: true });
  await step('npm run demo', useShop);
  await step('its mail is in Mailpit', () => checks.mailArrives(stack));
  await step('npm run invariants', inspect);

  await step('docker compose up again changes nothing', async () => {
    const shown = async () =>
      (await stack.containers())
        .map(({ service, Id: id, State: state }) => `${service} ${id} ${state.Status === 'running' ? state.StartedAt : ''}`)
        .toSorted();
    const before = await shown();
    await stack.compose(['up', '--detach']);
    await stack.settled(START_SECONDS);
    assert.deepEqual(await shown(), before);
  });
  await step('docker compose down and up lose nothing', async () => {
    const before = { orders: await checks.ordersOfAlice(stack), mails: await checks.mails(stack) };
    assert.equal(before.orders.length, 1);
    await step('  processes end by themselves when told', async () => {
      await stack.compose(['stop']);
      const killed = (await stack.containers()).filter(({ State: state }) => state.ExitCode === 137).map(({ service }) => service);
      assert.deepEqual(killed, []);
    });
    await stack.compose(['down']);
    await stack.compose(['up', '--detach']);
    await stack.settled(START_SECONDS);
    assert.deepEqual({ orders: await checks.ordersOfAlice(stack), mails: await checks.mails(stack) }, before);
  });
  await step('npm run demo, again', useShop);
  await step('npm run invariants, again', inspect);
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
