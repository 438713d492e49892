import path from 'node:path';
import { openOnDemand } from './on-demand.mjs';

/** Opens a port that test files ask for databases and other servers. */
export default async function globalSetup({ rootDir }) {
  const servers = await openOnDemand(path.join(import.meta.dirname, 'servers.ts'), { args: [rootDir], cwd: rootDir });
  process.env.MICROMART_TEST_SERVERS = servers.url;
  globalThis.stopTestServers = servers.stop;
}
