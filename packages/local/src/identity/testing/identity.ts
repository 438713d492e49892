import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realmFile, realmVariables } from '../../testing-identity.ts';
import { type IdentityOptions, type IdentityServer, startIdentity } from '../server.ts';

const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/** A server on a free port with a directory of its own; `close` removes both. */
export async function testIdentity(changes: Partial<IdentityOptions> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'micromart-identity-'));
  const options: IdentityOptions = { realmFile, directory, port: 0, log: silent, variables: realmVariables, ...changes };
  let server: IdentityServer = await startIdentity(options);
  return {
    get server() {
      return server;
    },
    async restart(): Promise<void> {
      await server.stop();
      server = await startIdentity({ ...options, port: server.port });
    },
    async close(): Promise<void> {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}
