import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface ClientOptions {
  readonly url: string;
  /** Milliseconds after which a statement without an answer is given up; left out, it may take as long as it will. */
  readonly silence?: number;
}

/** A server that is frozen, or behind a network that drops everything, is given up after so long (milliseconds). */
const CONNECTION_TIMEOUT = 5_000;
/** One that is silent by now does not answer a goodbye either (milliseconds). */
const GOODBYE = 1_000;

/** Plays `use` on a connection of its own. What falls silent rejects as a fault of the world (`isTransient`). */
export async function withClient<Result>({ url, silence }: ClientOptions, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    keepAlive: true,
    ...(silence === undefined ? {} : { query_timeout: silence }),
  });
  // what breaks between two statements is told by the next one
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await Promise.race([client.end(), pause(GOODBYE, undefined, { ref: false })]);
  }
}
