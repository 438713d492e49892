// npm run test:stack: sets up what is missing, then runs everything that needs the real parts: what packages and subgraphs promise on Kafka and
// Keycloak, the end-to-end tests on a stack of replicas, and the trials of that stack. Arguments go to jest: npm run test:stack -- trials
import { spawnSync } from 'node:child_process';
import { giveUp } from './command.mjs';
import { runJest } from './jest.mjs';
import { build, install, root } from './set-up.mjs';

for (const [program, debian] of [
  ['java', 'openjdk-17-jre-headless'],
  ['mvn', 'maven'],
]) {
  if (spawnSync(program, ['-version']).error) giveUp(`Kafka and Keycloak need ${program}, which is not there: apt-get install ${debian} brings it.`);
}
install();
build();

const CONFIG = 'jest.stack.config.mjs';
const args = process.argv.slice(2);

/** Patterns of files. What buses promise and what identity servers promise share no server, and wait more than they work. */
const FILES = { kafka: '(?!e2e/).*kafka', keycloak: '(?!e2e/|.*kafka)', shop: 'e2e/' };
const rootPattern = `${root}/`.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
const PARTS = {
  'promises on Kafka': /^(?!e2e).*kafka/,
  'promises on Keycloak, meanwhile': /^(?!e2e|.*kafka)/,
  'end-to-end tests on the stack': /^e2e.*\.e2e\.test\.ts$/,
  trials: /^e2e.*\.stack\.test\.ts$/,
};

async function runAll() {
  const run = (name, quiet) => runJest(CONFIG, [...args, rootPattern + FILES[name]], { name: `stack-${name}`, quiet });
  const promises = await Promise.all([run('kafka', false), run('keycloak', true)]);
  return [...promises, await run('shop', false)];
}

const runs = args.every(arg => arg.startsWith('-')) ? await runAll() : [await runJest(CONFIG, args)];
for (const [part, pattern] of Object.entries(PARTS)) {
  const files = runs.flatMap(({ seconds }) => [...seconds]).filter(([file]) => pattern.test(file));
  const took = files.reduce((sum, [, each]) => sum + each, 0);
  if (took > 0) console.log(`  ${part.padEnd(32)} ${took.toFixed(0).padStart(4)} s`);
}
process.exit(runs.find(({ status }) => status !== 0)?.status ?? 0);
