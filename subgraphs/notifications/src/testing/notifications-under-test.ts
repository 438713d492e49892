import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { type Envelope, topicOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { createLogger, hostSubgraph, newId, type Subgraph } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { App } from '../app.ts';
import { notifications } from '../subgraph.ts';

/** The subgraph on a PostgreSQL, a Redis and a bus of its own; mails become files unless `SMTP_URL` is given. */
export async function openNotifications(environment: Readonly<Record<string, string>> = {}) {
  const [database, server, directory] = await Promise.all([testDatabase('notifications'), testRedis(), mkdtemp(path.join(tmpdir(), 'mails-'))]);
  const redis = new Redis(server.url);
  const logger = createLogger({ level: 'silent', name: 'test' });
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  const keys = generatePassportKeys();
  const passports = passportIssuer({ privateKey: keys.privateKey });
  const tokens = orderTokens('a secret of the test that is long enough');
  const running = await hostSubgraph(
    notifications as unknown as Subgraph<unknown, unknown, never>,
    {
      logger,
      environment: { MAIL_DIRECTORY: directory, STOREFRONT_URL: 'https://shop.test', ...environment },
      registry: new Registry(),
      redis,
      bus,
      wakeUps,
      databaseUrl: database.url,
      clock: () => new Date(),
      newId,
      orderTokens: tokens,
      ask: () => Promise.reject(new Error('notifications asks nobody')),
    },
    passportReader({ publicKeys: [keys.publicKey] }),
  );
  await running.start();
  const mailFiles = async (): Promise<string[]> => (await readdir(directory)).filter(file => file.endsWith('.eml')).toSorted();

  return {
    app: running.app as App,
    tokens,
    say: (...events: readonly Envelope[]): Promise<void> => bus.publish(topicOf('orders'), events),
    ask: (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) =>
      running.connection.execute({ query, variables, passport: passports.issue(viewer) }),
    follow: (viewer: Viewer, query: string) => running.connection.subscribe({ query, passport: passports.issue(viewer) }),
    /** Mails as they were written, in the order of their making, decoded as far as tests read them. */
    async mails(): Promise<string[]> {
      return Promise.all((await mailFiles()).map(async file => readable(await readFile(path.join(directory, file), 'utf8'))));
    },
    async close(): Promise<void> {
      await running.stop();
      await wakeUps.close();
      await bus.close();
      redis.disconnect();
      await Promise.all([database.drop(), server.stop(), rm(directory, { recursive: true })]);
    },
  };
}
export type NotificationsUnderTest = Awaited<ReturnType<typeof openNotifications>>;

/** Undoes quoted-printable. */
const readable = (mail: string): string =>
  mail.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

export const viewerWith = (viewer: Partial<Viewer>): Viewer => ({ ...guest, ...viewer });
