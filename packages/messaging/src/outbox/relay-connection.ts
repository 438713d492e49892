import pg from 'pg';
import { isReadOnly, isSilence, type Sql } from '@micromart/database';

/** A connection of the relay's own: it holds the lock, reads and notes rows, listens and notifies. Without it there is no relay. */
export interface RelayConnection extends Sql {
  /** Whether this connection is the one relay of the database from now on. */
  tryLock(): Promise<boolean>;
  /** Calls back when another process has committed events. */
  listen(heard: () => void): Promise<void>;
  /** Tells the relay, wherever it runs, that events were committed. */
  notify(): Promise<void>;
  readonly broken: boolean;
  close(): Promise<void>;
}

const LOCK = 1_835_888_482;
const CHANNEL = 'micromart_outbox';
/** A relay whose machine vanished gives its lock up within about ten seconds. */
const SESSION = '-c statement_timeout=10000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/** Longer than any statement may take (milliseconds): behind it there is no server any more that would say so. */
const SILENCE = 15_000;

export async function connectRelay(databaseUrl: string, onBreak: (error: Error) => void, silence = SILENCE): Promise<RelayConnection> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'micromart outbox relay',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: silence,
    options: SESSION,
  });
  let broken = false;
  client.on('error', error => {
    broken = true;
    onBreak(error);
  });
  client.on('end', () => {
    broken = true;
  });
  const send = async <Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> => {
    try {
      return await client.query<Row>(statement);
    } catch (error) {
      broken ||= isSilence(error) || isReadOnly(error);
      throw error;
    }
  };
  await client.connect();
  // A note that is lost in a crash publishes an event twice, which inboxes are there for.
  await client.query('SET synchronous_commit = off');
  return {
    query: ({ name, text, values }) => send({ ...(name === undefined ? {} : { name }), text, values: values as unknown[] }),
    async tryLock() {
      const { rows } = await send<{ locked: boolean }>({
        name: 'relay_lock',
        text: 'SELECT pg_try_advisory_lock($1) AS locked',
        values: [LOCK],
      });
      return rows[0]?.locked === true;
    },
    async listen(heard) {
      client.on('notification', heard);
      await send({ text: `LISTEN ${CHANNEL}` });
    },
    notify: async () => void (await send({ text: `NOTIFY ${CHANNEL}` })),
    get broken() {
      return broken;
    },
    close: () => client.end(),
  };
}
