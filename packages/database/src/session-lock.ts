import pg from 'pg';

export interface LockOptions {
  /** Of the database whose clients are to keep out of each other's way. */
  readonly url: string;
  readonly name: string;
  /** Hears when the connection breaks while the lock is held, and so the lock is gone. */
  readonly onLost: (error: Error) => void;
}

/** Lets go of the lock; never rejects. */
export type Release = () => Promise<void>;

/** The server gives up a machine that vanished, and with it the lock, within about ten seconds. */
const SESSION = '-c statement_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';
/** Longer than a statement may take (milliseconds): behind it there is no server any more that would say so. */
const SILENCE = 8_000;

/**
 * Takes the lock of a name unless another connection to the database has it, for work that goes on outside of any transaction. It is held by a
 * connection of its own: however the process ends, the lock ends with it, and no lease has to be measured against how long the work may take.
 * Undefined when somebody else has it.
 */
export async function tryLock({ url, name, onLost }: LockOptions): Promise<Release | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'micromart lock',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: SILENCE,
    options: SESSION,
  });
  let held = false;
  const lost = (error: Error): void => {
    if (held) onLost(error);
    held = false;
  };
  client.on('error', lost);
  // nobody waits for it: a server that is gone would never answer
  const close = (): void => void client.end().catch(lost);
  try {
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [name]);
    held = rows[0]?.locked === true;
  } catch (error) {
    close();
    throw error;
  }
  if (!held) {
    close();
    return undefined;
  }
  return async () => {
    if (held) await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(lost);
    held = false;
    close();
  };
}
