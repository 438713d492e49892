import type { QueryResult, QueryResultRow } from 'pg';

/** A statement with its values; with a `name`, PostgreSQL keeps it prepared on each connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** Something that statements can be sent to: the database, or one transaction. */
export interface Sql {
  query<Row extends QueryResultRow = QueryResultRow>(statement: Statement): Promise<QueryResult<Row>>;
}

/**
 * Prisma inside a transaction. `findUnique` is missing: Prisma batches such calls of one tick into one statement, whichever transaction
 * they came from; `findFirst` is not batched.
 */
export type TransactionPrisma<Prisma> = {
  [Model in keyof Prisma as Model extends '$transaction' | '$connect' | '$disconnect' | '$extends' | '$on' ? never : Model]: Prisma[Model] extends {
    findUnique: unknown;
  }
    ? Omit<Prisma[Model], 'findUnique' | 'findUniqueOrThrow'>
    : Prisma[Model];
};

/** One transaction, in which Prisma and named statements see and do the same. */
export interface Transaction<Prisma = unknown> extends Sql {
  readonly prisma: TransactionPrisma<Prisma>;
  /** Rows that the statement touched which opened the transaction; 0 when there was none. */
  readonly opened: number;
  /** Called once the commit is acknowledged; never when it was rolled back. Must not throw. */
  afterCommit(effect: () => void): void;
  /** Called just before COMMIT, still inside the transaction. */
  beforeCommit(effect: () => Promise<void>): void;
}
