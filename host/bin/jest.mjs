// Runs jest on built packages, and keeps what came of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './set-up.mjs';

/**
 * One run of jest with a configuration of the root folder. TEST_REPORTS, a folder, keeps a report of each run for whoever counts them all.
 * @returns its exit status, and seconds by test file.
 */
export function runJest(config, args) {
  const folder = process.env.TEST_REPORTS ?? mkdtempSync(path.join(tmpdir(), 'micromart-report-'));
  const report = path.join(folder, `${path.basename(config, '.config.mjs')}.json`);
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', jest, '-c', config, '--json', `--outputFile=${report}`, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'test' } },
  );
  const seconds = secondsOf(report);
  if (process.env.TEST_REPORTS === undefined) rmSync(folder, { recursive: true });
  return { status: status ?? 1, seconds };
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
