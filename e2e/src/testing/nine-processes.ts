import path from 'node:path';
import { startIdentity, freePort } from '@micromart/local';
import { type Close, closeAfter, closeInTurn } from '@micromart/local/closing';
import { createLogger, processEnvironment, subgraphNames } from '@micromart/service';
import { runCommand } from '../stack/testing/command.ts';
import { endAll, replicaOf } from '../stack/testing/replica.ts';
import { newSecrets } from '../stack/testing/secrets.ts';
import type { OpenedShop, ShopPlace } from './own-place.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Gateway and subgraphs as a process each, from the built tree, on Redis Streams and the local identity server. */
export async function openAsNineProcesses({ serverUrl, redisUrl, directory, environment }: ShopPlace): Promise<OpenedShop> {
  const opened: Close[] = [];
  try {
    const secrets = newSecrets();
    const identity = await startIdentity({
      realmFile: path.join(root, 'docker/keycloak/micromart-realm.json'),
      directory: path.join(directory, 'identity'),
      port: 0,
      variables: { IDENTITY_ADMIN_CLIENT_SECRET: secrets.IDENTITY_ADMIN_CLIENT_SECRET },
      log: createLogger({ level: 'silent', name: 'identity' }),
    });
    opened.push(() => identity.stop());
    const ports = new Map(await Promise.all(['gateway', ...subgraphNames].map(async name => [name, await freePort()] as const)));
    const internalPort = await freePort();
    const url = `http://localhost:${ports.get('gateway')}`;
    const variables = {
      ...processEnvironment,
      ...{ LOG_LEVEL: 'error', NODE_ENV: 'production', MICROMART_ENV: 'development', NODE_OPTIONS: '' },
      ...{ DATABASE_URL: serverUrl, REDIS_URL: redisUrl, ISSUER_URL: identity.issuer, PUBLIC_URL: url },
      ...{ INTERNAL_PORT: String(internalPort), GATEWAY_INTERNAL_URL: `http://127.0.0.1:${internalPort}` },
      ...Object.fromEntries(subgraphNames.map(name => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports.get(name)}`])),
      ...{ MAIL_DIRECTORY: path.join(directory, 'mail'), ...secrets, ...environment },
    };
    await runCommand('migrate', variables);
    const processes = [...ports].map(([name, port]) =>
      replicaOf({ name, service: name, port, environment: { ...variables, PORT: String(port) }, logFile: path.join(directory, `${name}.log`) }),
    );
    opened.push(() => endAll(processes));
    await Promise.all(processes.map(process => process.start()));
    await runCommand('seed', variables);
    return { url, issuer: identity.issuer, stop: () => closeInTurn(opened.toReversed()) };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}
