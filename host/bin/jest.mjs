// Runs jest on built packages, and keeps what came of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './set-up.mjs';

/**
 * One run of jest with a configuration of the root folder. TEST_REPORTS, a folder, keeps a report of each run for whoever counts them all; runs of
 * one configuration need names. What a `quiet` one says is said at its end, so that it does not come between what another says.
 * @returns a promise of its exit status, and of seconds by test file.
 */
export async function runJest(config, args, { name = path.basename(config, '.config.mjs'), quiet = false } = {}) {
  const folder = process.env.TEST_REPORTS ?? mkdtempSync(path.join(tmpdir(), 'micromart-report-'));
  const report = path.join(folder, `${name}.json`);
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const status = await run(['--experimental-vm-modules', '--no-warnings', jest, '-c', config, '--json', `--outputFile=${report}`, ...args], quiet);
  const seconds = secondsOf(report);
  if (process.env.TEST_REPORTS === undefined) rmSync(folder, { recursive: true });
  return { status, seconds };
}

/** An interrupt goes to jest as well, which stops its servers: it is waited for. */
function run(args, quiet) {
  const output = quiet ? 'pipe' : 'inherit';
  const env = { ...process.env, APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'test' };
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', output, output], env });
  const said = [];
  child.stdout?.on('data', chunk => said.push(chunk));
  child.stderr?.on('data', chunk => said.push(chunk));
  const wait = () => undefined;
  process.on('SIGINT', wait);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      process.off('SIGINT', wait);
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** None when jest did not come to write a report. */
function secondsOf(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return new Map(testResults.map(({ name, startTime, endTime }) => [path.relative(root, name), (endTime - startTime) / 1000]));
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
}
