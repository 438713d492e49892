/** The SQLSTATE of what PostgreSQL or Prisma threw; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
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

const CONNECTION = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;

/** What `pg` says of a statement whose answer did not come in time. */
export const isSilence = (error: unknown): error is Error => error instanceof Error && error.message.includes('Query read timeout');

/**
 * Whether the world caused the fault (the server away, restarting, out of connections, too slow), so that waiting helps.
 * PostgreSQL's classes 08 (connection), 53 (resources), 57 (operator intervention) and 58 (system).
 */
export function isTransient(error: unknown): boolean {
  if (isRepeatable(error)) return true;
  const state = sqlState(error);
  if (state !== undefined) return /^(08|53|57|58)/.test(state);
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === 'string' && CONNECTION.test(code)) return true;
  if (
    typeof message === 'string' &&
    /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Can't reach database server/i.test(
      message,
    )
  )
    return true;
  return cause !== undefined && cause !== error && isTransient(cause);
}
