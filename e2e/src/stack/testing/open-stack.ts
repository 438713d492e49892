import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseUrl } from '@micromart/database';
import { breaches } from '@micromart/host';
import { type Close, closeAfter, closeInTurn } from '@micromart/local/closing';
import { visitorsOf } from '../../testing/visitors.ts';
import { startProcesses } from './processes.ts';
import { startServers } from './servers.ts';
import type { Stack } from './stack.ts';

/** What the processes of the last stack said is kept. */
const LOGS = path.resolve(import.meta.dirname, '../../../../.micromart/stack-logs');

/** Starts all of it, and seeds the shop. What was started is stopped again when a part does not start. */
export async function openStack(): Promise<Stack> {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-stack-'));
  const opened: Close[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    await rm(LOGS, { recursive: true, force: true });
    const identitySecret = randomBytes(32).toString('base64url');
    const servers = await startServers({ directory, identitySecret });
    opened.push(servers.stop);
    const { brokers, issuer, redisUrl } = servers;
    const processes = await startProcesses({ ...servers, identitySecret, directory, logs: LOGS });
    opened.push(processes.stop);
    const { url, replicas } = processes;
    const visitors = visitorsOf({ url, issuer });
    opened.push(visitors.leave);
    const urlOf = (name: string): string => databaseUrl(servers.serverUrl, `micromart_${name}`);
    return {
      ...visitors,
      ...{ url, issuer, brokers, redisUrl, databaseUrl: urlOf },
      ...{ replicas, kill: servers.kill, startAgain: servers.startAgain },
      breaches: () => breaches({ databaseUrl: urlOf, redisUrl, brokers, isRunning: true }, { settledFor: 1 }),
      close: () => closeInTurn(opened.toReversed()),
    };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}
