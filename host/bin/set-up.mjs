// What every command does first, with Node alone: dependencies, generated code, build. Each only when its inputs have changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { giveUp } from './command.mjs';

export { asInProduction, giveUp } from './command.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const stamp = path.join(root, 'node_modules/.micromart-installed');

function run(what, command, args, remedy) {
  const began = performance.now();
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' } });
  if (result.error || result.status !== 0) {
    console.error(`${result.stdout ?? ''}${result.stderr ?? ''}`.split('\n').slice(-40).join('\n'));
    giveUp(
      /ENOSPC|no space left/i.test(result.stderr ?? '')
        ? `The disk is full: free some space and try again.`
        : `${what} failed${result.error ? ` (${result.error.message})` : ''}. ${remedy}`,
    );
  }
  // standard output is the command's: of `npm run -s keys >> .env` nothing else may get into the file
  console.error(`  ${what.padEnd(28)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Installs what package-lock.json names, once for each of its versions. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) giveUp(`MicroMart needs Node 20.19 or newer; this is ${process.versions.node}.`);
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run(
    'dependencies (npm ci)',
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    'See above what npm says; it needs its package registry.',
  );
  writeFileSync(stamp, lock);
}

const turbo = (...tasks) => [path.join(root, 'node_modules/turbo/bin/turbo'), 'run', ...tasks, '--output-logs=errors-only'];

/** Prisma clients, resolver types, the supergraph and the SDK's documents. */
export const generate = () =>
  run('generated code', process.execPath, turbo('generate:prisma', 'generate:graphql'), 'It is made from prisma/, schema/ and packages/sdk.');

/** The same, and JavaScript of every package. */
export const build = () => run('generated code and build', process.execPath, turbo('build'), 'See above which file it is about.');
