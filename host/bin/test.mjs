// npm test: sets up what is missing, then runs every test on servers of its own, and the end-to-end tests once more with a process a subgraph.
// Arguments go to jest: npm test -- orders
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, install, root } from './set-up.mjs';

const args = process.argv.slice(2);

function jest(config, ...more) {
  const { status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', path.join(root, 'node_modules/jest/bin/jest.js'), '-c', config, ...more, ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'test' },
    },
  );
  return status ?? 1;
}

install();
build();
const inOneProcess = jest('jest.config.mjs');
console.log('\nThe end-to-end tests with nine processes:');
const asNine = jest('jest.nine-processes.config.mjs', '--passWithNoTests');
process.exit(inOneProcess || asNine);
