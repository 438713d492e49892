/** The SQLSTATE of what PostgreSQL or Prisma threw; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  // a SQLSTATE has a digit: EPIPE is none
  if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
  if (code === 'P2002') return '23505';
  const original = meta?.driverAdapterError?.cause?.originalCode;
  if (original !== undefined) return original;
  return cause === undefined || cause === error
    ? undefined
    : sqlState((cause as { originalCode?: string }).originalCode ? { code: (cause as { originalCode: string }).originalCode } : cause);
}

const REPEATABLE = new Set(['40001', '40P01']);

/** Serialization failures and deadlocks: the whole transaction is to be played again. */
export const isRepeatable = (error: unknown): boolean =>
  REPEATABLE.has(sqlState(error) ?? '') || (error as { code?: unknown } | null)?.code === 'P2034';

const CONNECTION =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL|EMFILE|ENFILE|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;

const CONNECTION_LOST =
  /Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|not queryable|pool after calling end|Can't reach database server/i;

/** What `pg` says of a statement whose answer did not come in time. */
export const isSilence = (error: unknown): error is Error => error instanceof Error && error.message.includes('Query read timeout');

/** Whether PostgreSQL refused to write: a stand-by, after a failover, or a server that was shut to writing because its disk is nearly full. */
export const isReadOnly = (error: unknown): error is Error => error instanceof Error && sqlState(error) === '25006';

/**
 * Whether PostgreSQL did not let a connection in: classes 28 (who may come in) and 3D (a database that is not there). A process that runs had come in
 * before, so that a password or a database is being changed; one that starts may have been told the wrong ones.
 */
export const isShut = (error: unknown): boolean => /^(28|3D)/.test(sqlState(error) ?? '');

/**
 * Whether PostgreSQL gave a statement up because it took too long. Waiting helps when the server was slow or a lock was held; it never does when
 * the statement itself is too much, so that whoever waits must count.
 */
export const isTooSlow = (error: unknown): boolean => sqlState(error) === '57014';

/**
 * Whether the world caused the fault (the server away, restarting, out of connections, not to be written, too slow), so that waiting helps.
 * PostgreSQL's classes 08 (connection), 53 (resources), 57 (operator intervention) and 58 (system), 25006 (see `isReadOnly`), and 25P03 and
 * 25P04: a transaction that was left alone for too long, because this process stood still.
 */
export function isTransient(error: unknown): boolean {
  if (isRepeatable(error)) return true;
  const state = sqlState(error);
  if (state !== undefined) return /^(08|53|57|58|25006|25P03|25P04)/.test(state);
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === 'string' && CONNECTION.test(code)) return true;
  if (typeof message === 'string' && CONNECTION_LOST.test(message)) return true;
  return cause !== undefined && cause !== error && isTransient(cause);
}
