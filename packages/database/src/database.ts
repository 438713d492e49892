import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { QueryResult, QueryResultRow } from 'pg';
import { isReadOnly, isRepeatable, isSilence } from './faults.ts';
import { assertGoesOn, type Current, current, JoiningPool } from './joining-pool.ts';
import type { Sql, Statement, Transaction, TransactionPrisma } from './transaction.ts';

export interface DatabaseOptions<Prisma> {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Makes the generated client on the adapter: `adapter => new PrismaClient({ adapter })`. */
  readonly prisma: (adapter: SqlDriverAdapterFactory) => Prisma;
  /** Connections at most; 10 when left out. */
  readonly connections?: number;
  /** Milliseconds after which a connection that does not answer is given up; 20,000 when left out. */
  readonly silence?: number;
  /** Hears of connections that broke while nobody used them, and of what failed after a commit. */
  readonly onIdleError?: (error: Error) => void;
}

/** One subgraph's database. */
export interface Database<Prisma> extends Sql {
  readonly prisma: Prisma;
  /**
   * Plays `work` in one transaction (read committed) and commits. Serialization failures and deadlocks repeat it as a whole, up to five
   * times: it must have no effect outside the database but through `afterCommit`. `opening`, a statement without parameters (see `literal`),
   * is the first of the transaction and travels with BEGIN: one round trip for both.
   */
  transaction<Result>(work: (tx: Transaction<Prisma>) => Promise<Result>, opening?: string): Promise<Result>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Below Prisma's own limits, so that it is always PostgreSQL that gives up first and the outcome is known (milliseconds). */
const STATEMENT_TIMEOUT = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT = 15_000;
/** Above it: only a server or a network that is gone without a word leaves a statement without an answer for so long (milliseconds). */
const SILENCE = 20_000;
const REPEATS = 5;
/** Between repeats, at most and times the tries, so that two that met do not meet again (milliseconds). */
const PAUSE = 20;

export function openDatabase<Prisma extends { $disconnect(): Promise<void> }>(options: DatabaseOptions<Prisma>): Database<Prisma> {
  const pool = new JoiningPool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    query_timeout: options.silence ?? SILENCE,
    keepAlive: true,
    options: `-c statement_timeout=${STATEMENT_TIMEOUT} -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT}`,
  });
  pool.on('error', error => options.onIdleError?.(error));
  const prisma = options.prisma(new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }));
  const send = <Row extends QueryResultRow>(to: pg.Pool | pg.PoolClient, { name, text, values }: Statement): Promise<QueryResult<Row>> =>
    to.query<Row>({ ...(name === undefined ? {} : { name }), text, values: values as unknown[] });

  async function attempt<Result>(work: (tx: Transaction<Prisma>) => Promise<Result>, opening?: string): Promise<Result> {
    const client = await pool.connect();
    const before: (() => Promise<void>)[] = [];
    const after: (() => void)[] = [];
    const onError = (error: Error): void => options.onIdleError?.(error);
    client.on('error', onError);
    const joined: Current = { client, pool, ended: false };
    let failure: Error | undefined;
    try {
      const tx: Transaction<Prisma> = {
        prisma: prisma as unknown as TransactionPrisma<Prisma>,
        opened: await begin(client, opening),
        query: async statement => {
          assertGoesOn(joined);
          return send(client, statement);
        },
        afterCommit: effect => void after.push(effect),
        beforeCommit: effect => void before.push(effect),
      };
      const result = await current.run(joined, async () => {
        const value = await work(tx);
        for (const effect of before) await effect();
        return value;
      });
      joined.ended = true;
      const { command } = await client.query('COMMIT');
      // PostgreSQL answers so, without an error, when a statement had failed and whoever sent it went on
      if (command === 'ROLLBACK') throw new Error('a transaction was rolled back: a statement in it failed, and nobody minded');
      for (const effect of after) told(effect);
      return result;
    } catch (error) {
      joined.ended = true;
      // over a connection that is silent nothing can be taken back: it is closed, and PostgreSQL does it; another one may lead to who can write
      if (isSilence(error) || isReadOnly(error)) failure = error;
      else {
        await client.query('ROLLBACK').catch((broken: unknown) => {
          failure = broken instanceof Error ? broken : new Error(String(broken));
        });
      }
      throw error;
    } finally {
      client.off('error', onError);
      client.release(failure);
    }
  }

  /** What is committed stays so, whatever becomes of telling it. */
  function told(effect: () => void): void {
    try {
      effect();
    } catch (error) {
      options.onIdleError?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    prisma,
    query: statement => send(pool, statement),
    async transaction(work, opening) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await current.exit(() => attempt(work, opening));
        } catch (error) {
          if (tries === REPEATS || !isRepeatable(error)) throw error;
          await sleep(tries * PAUSE * Math.random());
        }
      }
    },
    ping: async () => void (await pool.query('SELECT 1')),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** @returns how many rows the opening statement touched. PostgreSQL does not come to it when BEGIN fails. */
async function begin(client: pg.PoolClient, opening: string | undefined): Promise<number> {
  const results: unknown = await client.query(opening === undefined ? 'BEGIN' : `BEGIN; ${opening}`);
  return Array.isArray(results) ? ((results.at(-1) as QueryResult).rowCount ?? 0) : 0;
}

const names = new Map<string, string>();

/** Prisma's statements are prepared too: the same text gets the same name on every connection. */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `p_${createHash('sha1').update(sql).digest('base64url')}`;
  if (names.size < 2_000) names.set(sql, name);
  return name;
}
