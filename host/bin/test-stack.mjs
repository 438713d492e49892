// npm run test:stack: sets up what is missing, then runs everything that needs the real parts: what packages and subgraphs promise on Kafka and
// Keycloak, the end-to-end tests on a stack of replicas, and the trials of that stack. Arguments go to jest: npm run test:stack -- trials
import { spawnSync } from 'node:child_process';
import { giveUp } from './command.mjs';
import { runJest } from './jest.mjs';
import { build, install } from './set-up.mjs';

for (const [program, debian] of [
  ['java', 'openjdk-17-jre-headless'],
  ['mvn', 'maven'],
]) {
  if (spawnSync(program, ['-version']).error) giveUp(`Kafka and Keycloak need ${program}, which is not there: apt-get install ${debian} brings it.`);
}
install();
build();
const { status, seconds } = runJest('jest.stack.config.mjs', process.argv.slice(2));
const parts = {
  'promises on Kafka and Keycloak': /^(packages|subgraphs)/,
  'end-to-end tests on the stack': /\.e2e\.test\.ts$/,
  trials: /^e2e.*\.stack\.test\.ts$/,
};
for (const [part, pattern] of Object.entries(parts)) {
  const took = [...seconds].filter(([file]) => pattern.test(file)).reduce((sum, [, each]) => sum + each, 0);
  if (took > 0) console.log(`  ${part.padEnd(32)} ${took.toFixed(0).padStart(4)} s`);
}
process.exit(status);
