// The stack of docker-compose.yml as a user gets it, beside whatever else runs on the machine: a project, ports and an image's tag of its own.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../set-up.mjs';

export const project = 'micromart-test';
export const image = 'micromart:test';
const published = ['GATEWAY_PORT', 'KEYCLOAK_PORT', 'KAFKA_UI_PORT', 'PGADMIN_PORT', 'MAILPIT_PORT'];

/** Runs a program to its end; its output is shown only when it fails. @returns what it wrote to standard output, or all. */
export function run(command, args, { accept = [0], show = false, withErrors = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let written = '';
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      written += chunk;
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on('data', chunk => (written += chunk));
    child.once('error', reject);
    child.once('close', code => {
      if (accept.includes(code)) return resolve(withErrors ? written : output);
      reject(new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${written.split('\n').slice(-60).join('\n')}`));
    });
  });
}

const listening = port =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(port, () => resolve(server));
  });

/** Free ports, of which the first is followed by another free one. */
async function freePorts(count) {
  const servers = [];
  try {
    for (;;) {
      const first = await listening(0);
      servers.unshift(first);
      const next = await listening(first.address().port + 1).catch(() => undefined);
      if (next === undefined) continue;
      servers.push(next);
      break;
    }
    const [first] = servers;
    const others = await Promise.all(Array.from({ length: count - 1 }, () => listening(0)));
    servers.push(...others);
    return [first, ...others].map(server => server.address().port);
  } finally {
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  }
}

/** @param command how Compose is called. */
export async function openStack(command) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'micromart-compose-'));
  const environmentFile = path.join(folder, '.env');
  copyFileSync(path.join(root, '.env.example'), environmentFile);
  const ports = Object.fromEntries((await freePorts(published.length)).map((port, index) => [published[index], port]));
  const own = {
    ...ports,
    MICROMART_VERSION: 'test',
    KEYCLOAK_URL: `http://localhost:${ports.KEYCLOAK_PORT}`,
    PUBLIC_URL: `http://localhost:${ports.GATEWAY_PORT}`,
  };
  const tell = lines => appendFileSync(environmentFile, `\n${lines}\n`);
  /** What `.env` says from now on: of lines with one name the last one holds. */
  const set = variables =>
    tell(
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    );
  set(own);

  // the environment goes before files: what this shell has must not come in
  const names = ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONFIG'];
  const environment = Object.fromEntries(names.filter(name => process.env[name] !== undefined).map(name => [name, process.env[name]]));
  const [program, ...first] = [...command, '--project-name', project, '--project-directory', root, '--env-file', environmentFile];
  const compose = (args, options) => run(program, [...first, ...args], { env: environment, ...options });

  /** What each container is: its service, and all that the engine knows of it. */
  async function containers() {
    const ids = spawnSync('docker', ['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`], {
      encoding: 'utf8',
    }).stdout;
    if (ids.trim() === '') return [];
    const found = JSON.parse(await run('docker', ['inspect', ...ids.trim().split('\n')]));
    return found.map(container => ({ service: container.Config.Labels['com.docker.compose.service'], ...container }));
  }

  /** Jobs are what is not started again by itself; one that runs is not done. */
  const isSettled = ({ HostConfig: { RestartPolicy: restart }, State: state }) =>
    restart.Name === 'no'
      ? state.Status === 'exited' && state.ExitCode === 0
      : state.Status === 'running' && (state.Health === undefined || state.Health.Status === 'healthy');

  /** Until every container is healthy and every job is done. */
  async function settled(seconds) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const open = (await containers()).filter(container => !isSettled(container));
      if (open.length === 0) return;
      if (Date.now() > deadline) {
        throw new Error(`Not settled: ${open.map(({ service, State: state }) => `${service} (${state.Health?.Status ?? state.Status})`).join(', ')}`);
      }
      await wait(500);
    }
  }

  return {
    folder,
    compose,
    /** Plays lines of the manual as they stand there: `docker compose` is this stack, `~` and the folder with `.env` are its own. */
    shell: lines =>
      run('bash', ['-euo', 'pipefail', '-c', `stack=("$@"); docker() { shift; command "\${stack[@]}" "$@"; }\n${lines}`, 'bash', program, ...first], {
        cwd: folder,
        // where Docker's own settings and plugins are, it looks at home
        env: { DOCKER_CONFIG: path.join(process.env.HOME ?? '', '.docker'), ...environment, HOME: folder },
      }),
    tell,
    set,
    containers,
    settled,
    ports,
    gatewayUrl: own.PUBLIC_URL,
    issuer: `${own.KEYCLOAK_URL}/realms/micromart`,
    async remove() {
      await compose(['--profile', '*', 'down', '--volumes', '--remove-orphans']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
