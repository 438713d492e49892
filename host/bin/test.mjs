// npm test: sets up what is missing, then runs every test on servers of its own. Arguments go to jest: npm test -- orders
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, install, root } from './set-up.mjs';

install();
build();
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', path.join(root, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'test' },
  },
);
process.exit(status ?? 1);
