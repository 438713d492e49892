// Builds images that behave like the official ones as far as this repository uses them, from packages, under the official names.
// For machines that reach package registries but no image registry; needs Debian's debootstrap, npm and root.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dockerCompose } from '../../host/bin/compose/docker-compose.mjs';

const BASE = 'micromart-stand-in/debian';
const NODE = 'node:24-bookworm-slim';
/** Every image that is made of the base has it. */
const LABEL = 'micromart.stand-in';
const nodePackages = { node: `node-linux-${process.arch}@24.21.0`, npm: 'npm@11.21.2' };

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (result.error) throw new Error(`${command} is needed to build stand-in images: ${result.error.message}`);
  if (result.status === 0) return result.stdout;
  throw new Error(`${command} ${args.slice(0, 6).join(' ')} failed:\n${`${result.stdout}${result.stderr}`.split('\n').slice(-30).join('\n')}`);
}

/** Whether the engine has an image. */
export const has = image => spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;

/** Whether an image that the engine has is none of the official ones. */
export const isStandIn = image => run('docker', ['image', 'inspect', '--format', `{{ index .Config.Labels "${LABEL}" }}`, image]).trim() === 'yes';

/** What this machine trusts beyond Debian's own list, containers trust too: package registries may be reached through a proxy. */
const machineAuthorities = '/usr/local/share/ca-certificates';

function inScratch(work) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'micromart-stand-in-'));
  try {
    return work(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function buildBase() {
  inScratch(scratch => {
    const system = path.join(scratch, 'debian');
    run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', system]);
    if (existsSync(machineAuthorities)) cpSync(machineAuthorities, path.join(system, machineAuthorities), { recursive: true });
    run('chroot', [system, 'update-ca-certificates']);
    run('chroot', [
      system,
      'sh',
      '-c',
      'apt-get clean && rm -rf /var/lib/apt/lists/* && find /usr/share/doc /usr/share/man /usr/share/locale -type f -delete',
    ]);
    run('sh', [
      '-c',
      `tar -C "${system}" -c . | docker import --change 'ENV LANG=C.UTF-8' --change 'CMD ["bash"]' --change 'LABEL ${LABEL}=yes' - ${BASE}`,
    ]);
  });
}

/** Node's packages are unpacked beside its Dockerfile: there is no Node in the image yet that could fetch them. */
function withNodePackages(work) {
  return inScratch(scratch => {
    cpSync(path.join(import.meta.dirname, 'node'), scratch, { recursive: true });
    for (const [name, spec] of Object.entries(nodePackages)) {
      const archive = run('npm', ['pack', '--silent', spec], { cwd: scratch }).trim().split('\n').at(-1);
      run('tar', ['-xzf', archive], { cwd: scratch });
      run('mv', ['package', name], { cwd: scratch });
    }
    return work({ NODE_CONTEXT: scratch });
  });
}

/** Makes sure that the engine has stand-ins under these names, as they are to be by now: what has not changed is found again at once. */
export function standIns(images, tell = console.log) {
  const [command, ...first] = dockerCompose(tell);
  const compose = (args, environment = {}) =>
    run(command, [...first, '--file', path.join(import.meta.dirname, 'compose.yml'), ...args], { env: { ...process.env, ...environment } });
  const services = Object.entries(JSON.parse(compose(['config', '--format', 'json'])).services);
  const serviceOf = image => services.find(([, service]) => service.image === image)?.[0];

  const unknown = images.filter(image => serviceOf(image) === undefined);
  if (unknown.length > 0) throw new Error(`There is no stand-in for ${unknown.join(', ')}.`);
  const timed = (image, work) => {
    const began = performance.now();
    work();
    tell(`  stand-in for ${image.padEnd(40)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  if (images.length > 0 && !has(BASE)) timed('debian', buildBase);
  // others are built with Node
  if (images.length > 0 && !has(NODE)) timed(NODE, () => withNodePackages(context => compose(['build', serviceOf(NODE)], context)));
  for (const image of images.filter(each => each !== NODE)) timed(image, () => compose(['build', serviceOf(image)]));
}

if (process.argv[1] === import.meta.filename) standIns(process.argv.slice(2));
