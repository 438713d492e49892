// npm test: sets up what is missing, then runs every test on servers of its own, and the end-to-end tests once more with a process a subgraph.
// Arguments go to jest: npm test -- orders
import { runJest } from './jest.mjs';
import { build, install } from './set-up.mjs';

const args = process.argv.slice(2);

install();
build();
const inOneProcess = await runJest('jest.config.mjs', args);
console.log('\nThe end-to-end tests with nine processes:');
const asNine = await runJest('jest.nine-processes.config.mjs', ['--passWithNoTests', ...args]);
process.exit(inOneProcess.status || asNine.status);
