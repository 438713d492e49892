import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guest, type Viewer } from '@micromart/auth';
import type { Envelope } from '@micromart/events';
import { openSubgraphWorld } from '@micromart/service/testing';
import { notifications } from '../subgraph.ts';

/** The subgraph on a PostgreSQL, a Redis and a bus of its own; mails become files unless `SMTP_URL` is given. */
export async function openNotifications(environment: Readonly<Record<string, string>> = {}) {
  const directory = await mkdtemp(path.join(tmpdir(), 'mails-'));
  const world = await openSubgraphWorld(notifications, {
    environment: { MAIL_DIRECTORY: directory, STOREFRONT_URL: 'https://shop.test', ...environment },
  });
  const mailFiles = async (): Promise<string[]> => (await readdir(directory)).filter(file => file.endsWith('.eml')).toSorted();

  return {
    app: world.app,
    tokens: { tokenOf: world.tokenOf },
    say: (...events: readonly Envelope[]): Promise<void> => world.publish(...events),
    ask: (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) => world.ask(query, variables, viewer),
    follow: (viewer: Viewer, query: string) => world.follow(query, {}, viewer),
    /** Mails as they were written, in the order of their making, decoded as far as tests read them. */
    async mails(): Promise<string[]> {
      return Promise.all((await mailFiles()).map(async file => readable(await readFile(path.join(directory, file), 'utf8'))));
    },
    async close(): Promise<void> {
      await world.close();
      await rm(directory, { recursive: true });
    },
  };
}
export type NotificationsUnderTest = Awaited<ReturnType<typeof openNotifications>>;

/** Undoes quoted-printable. */
const readable = (mail: string): string =>
  mail.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

export const viewerWith = (viewer: Partial<Viewer>): Viewer => ({ ...guest, ...viewer });
