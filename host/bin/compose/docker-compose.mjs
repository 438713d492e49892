// Docker Compose 2: the one that is installed, or one built from its Go module, once, where Docker's own cannot be had.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MODULE = 'github.com/docker/compose/v2';
const VERSION = 'v2.40.3';
/** What docs/docker-compose.md asks for. */
const OLDEST = [2, 24];

/** What tests and checks fetch once is kept outside the checkout. */
export const cacheFolder = path.join(os.homedir(), '.cache', 'micromart');

function isNewEnough(command, args) {
  const { status, stdout } = spawnSync(command, [...args, 'version', '--short'], { encoding: 'utf8' });
  if (status !== 0) return false;
  const [major = 0, minor = 0] = stdout.trim().replace(/^v/, '').split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * How Compose is called here.
 * @returns the command and the arguments that come first.
 * @throws when there is none, and no Go to build it with: the message says what is missing.
 */
export function dockerCompose(tell = console.log) {
  const known = [
    ['docker', 'compose'],
    ['docker-compose'],
    [path.join(cacheFolder, `docker-compose-${VERSION}-${process.platform}-${process.arch}`)],
  ];
  const found = known.find(([command, ...args]) => isNewEnough(command, args));
  if (found !== undefined) return found;
  const built = known.at(-1);
  tell(`  building Docker Compose ${VERSION}, once: some minutes`);
  build(built[0]);
  return built;
}

function build(to) {
  mkdirSync(cacheFolder, { recursive: true });
  // a module of our own around it: `go install` refuses a module with exclusions
  const wrapper = mkdtempSync(path.join(os.tmpdir(), 'micromart-compose-'));
  try {
    writeFileSync(path.join(wrapper, 'go.mod'), `module build\n\ngo 1.24\n\nrequire ${MODULE} ${VERSION}\n`);
    writeFileSync(path.join(wrapper, 'tools.go'), `//go:build tools\n\npackage tools\n\nimport _ "${MODULE}/cmd"\n`);
    const made = path.join(wrapper, 'docker-compose');
    const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w -X ${MODULE}/internal.Version=${VERSION}`];
    const { error, status, stderr } = spawnSync('go', ['build', ...flags, '-o', made, `${MODULE}/cmd`], { cwd: wrapper, encoding: 'utf8' });
    if (error) throw new Error('Docker Compose 2.24 or newer is missing: install it, or Go 1.24 or newer to have it built from its module.');
    if (status !== 0) throw new Error(`Docker Compose could not be built: ${stderr.split('\n').slice(-10).join('\n')}`);
    // by way of a name of its own: a killed copy must not be taken for the whole
    copyFileSync(made, `${to}.new`);
    renameSync(`${to}.new`, to);
  } finally {
    rmSync(wrapper, { recursive: true, force: true });
  }
}
