import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedDownload } from '../download-cache.ts';
import { requireJava } from '../java.ts';
import { runMaven } from '../maven.ts';

const run = promisify(execFile);

/** The Keycloak that the realm file is written for. */
export const KEYCLOAK_VERSION = '26.7.3';

/** What has to be decided before it runs: its database. Without health checks it needs no second port. */
const BUILD = ['build', '--db=dev-file'];

/**
 * The folder of a Keycloak that is ready to start: fetched by Maven and built once, then taken from the cache.
 * @throws SetupError when Java or Maven are missing, or nothing can be fetched.
 */
export async function keycloakDistribution(cache: string | undefined, log: (message: string) => void): Promise<string> {
  await requireJava('Keycloak');
  const name = `keycloak-${KEYCLOAK_VERSION}`;
  const folder = await cachedDownload({
    name,
    cache,
    async fetch(unfinished) {
      log('fetching Keycloak (177 MB) and building it, once');
      const artifact = `org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:zip`;
      // Maven unpacks it too, executable bits and all: neither unzip nor jar has to be there
      await runMaven('Keycloak', unfinished, ['dependency:unpack', `-Dartifact=${artifact}`, '-DoutputDirectory=.']);
      await run(path.join(unfinished, name, 'bin', 'kc.sh'), BUILD, { timeout: 600_000, maxBuffer: 10_000_000 });
    },
  });
  return path.join(folder, name);
}
