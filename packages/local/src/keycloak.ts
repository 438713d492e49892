import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BackgroundProcess, startInBackground } from './background.ts';
import { readRealm } from './identity/realm.ts';
import { keycloakDistribution } from './keycloak/distribution.ts';
import { stopLeftover } from './leftover.ts';
import { claimPort } from './ports.ts';
import { endProcess, waitUntil } from './processes.ts';
import { startOnDirectory } from './server-on-directory.ts';

export interface KeycloakOptions {
  /** Holds the data and the server's log; made when missing. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Imported when the realm is not there yet. */
  readonly realmFile: string;
  /** What stands for `${NAME}` in the realm file. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Forgets everything when it ends, and starts the sooner. */
  readonly inMemory?: boolean;
  /** Of `admin` in the realm `master`; nobody can log in there when left out. */
  readonly adminPassword?: string;
  /** Where the distribution is kept; `~/.cache/micromart` when left out. */
  readonly cache?: string;
  readonly log?: (message: string) => void;
}

export interface LocalKeycloak {
  /** `http://localhost:8180/realms/micromart` */
  readonly issuer: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Half a minute on an idle machine; a busy one takes its time. */
const READY_LIMIT = 600_000;
const BETWEEN_LOOKS = 200;
const PATIENCE = 30_000;
/** Starts in half the time of the defaults, which are for a server that runs for weeks. */
const JVM = ['-Xms64m', '-Xmx512m', '-XX:MaxMetaspaceSize=256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
const OPENS = ['java.util', 'java.util.concurrent', 'java.security', 'java.lang'].map(name => `--add-opens=java.base/${name}=ALL-UNNAMED`);
const IN_MEMORY = 'jdbc:h2:mem:keycloakdb;NON_KEYWORDS=VALUE;DB_CLOSE_DELAY=-1';
/** Without a delay in writing: H2 by itself forgets the last half second before a SIGKILL. */
const onDisk = (home: string): string =>
  `jdbc:h2:file:${path.join(home, 'data', 'h2', 'keycloakdb')};NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=0;WRITE_DELAY=0`;

/**
 * Starts a real Keycloak, fetched by Maven, on loopback. What a killed run left behind on the same directory is stopped first; users, roles and
 * sessions are as they were, unless it runs in memory.
 * @throws SetupError when Java or Maven are missing, the port is taken, the disk is full or another MicroMart uses the directory.
 */
export function startKeycloak(options: KeycloakOptions): Promise<LocalKeycloak> {
  return startOnDirectory(options.directory, {
    launch: directory => launch(directory, options),
    signals: ['SIGTERM', 'SIGKILL'],
    patience: PATIENCE,
  });
}

async function launch(directory: string, options: KeycloakOptions): Promise<Omit<LocalKeycloak, 'stop'>> {
  const distribution = await keycloakDistribution(options.cache, options.log ?? (() => undefined));
  const { realm } = await readRealm(options.realmFile);
  const pidFile = path.join(directory, 'keycloak.pid');
  await stopLeftover({ name: 'Keycloak', pidFile, isOurs: command => command.includes(directory), patience: PATIENCE, log: options.log });
  const port = await claimPort(options.port, 'Keycloak');
  const home = await furnish(path.join(directory, 'home'), distribution, options.realmFile);
  // given by `env`, which Keycloak then takes the place of: secrets are in nobody's list of processes
  const secrets = { ...options.variables, ...admin(options.adminPassword) };
  const server = await startInBackground({
    file: 'env',
    arguments: [
      ...Object.entries(secrets).map(([name, value]) => `${name}=${value}`),
      ...['java', ...JVM, ...OPENS, '-Duser.language=en', '-Dfile.encoding=UTF-8', `-Dkc.home.dir=${home}`],
      ...[`-Djboss.server.config.dir=${path.join(home, 'conf')}`, '-Djava.util.logging.manager=org.jboss.logmanager.LogManager'],
      ...['-cp', path.join(distribution, 'lib', 'quarkus-run.jar'), 'io.quarkus.bootstrap.runner.QuarkusEntryPoint'],
      ...['start', '--optimized', '--import-realm', '--cache=local', '--http-enabled=true', '--http-host=127.0.0.1', `--http-port=${port}`],
      ...[`--hostname=http://localhost:${port}`, '--hostname-backchannel-dynamic=true'],
      `--db-url=${options.inMemory === true ? IN_MEMORY : onDisk(home)}`,
    ],
    directory,
    logFile: path.join(directory, 'server.log'),
  });
  await writeFile(pidFile, String(server.pid));
  const issuer = `http://localhost:${port}/realms/${realm}`;
  await ready(server, issuer);
  return { pid: server.pid, port, issuer };
}

const admin = (password: string | undefined): Readonly<Record<string, string>> =>
  password === undefined ? {} : { KC_BOOTSTRAP_ADMIN_USERNAME: 'admin', KC_BOOTSTRAP_ADMIN_PASSWORD: password };

/** A home of its own beside the shared distribution: data and the realm to import are this server's. */
async function furnish(home: string, distribution: string, realmFile: string): Promise<string> {
  await mkdir(path.join(home, 'data', 'import'), { recursive: true });
  for (const name of ['conf', 'lib', 'providers', 'themes']) {
    await rm(path.join(home, name), { force: true });
    await symlink(path.join(distribution, name), path.join(home, name));
  }
  await copyFile(realmFile, path.join(home, 'data', 'import', 'realm.json'));
  return home;
}

/** It answers 503 for a while after it says that it has started. */
async function ready(server: BackgroundProcess, issuer: string): Promise<void> {
  const answers = async (): Promise<boolean> => {
    await pause(BETWEEN_LOOKS);
    return fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  const isUp = await waitUntil(async () => server.ended() || (await answers()), READY_LIMIT);
  if (isUp && !server.ended()) return;
  if (!server.ended()) await endProcess(server.pid, ['SIGTERM', 'SIGKILL'], PATIENCE);
  throw new Error(`Keycloak did not start: ${(await server.output()).trim()}`);
}
