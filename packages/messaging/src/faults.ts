import { isShut, isTransient } from '@micromart/database';

/** The world is in the way (a provider, a carrier, the bus, the identity server): waiting helps, and nothing is parked for it. */
export class WorldFault extends Error {
  override readonly name = 'WorldFault';
}

const REDIS_AWAY = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|BUSY|NOREPLICAS|UNKILLABLE|EXECABORT|ERR max number of clients)\b/;
const REDIS_CONNECTION =
  /Connection is closed|Command aborted due to connection close|Stream isn't writeable|Command timed out|max retries per request|Socket timeout|Redis is not ready/i;

/** By name, because they are thrown by libraries, and by packages that this one does not look up to: who was asked did not answer, or not in time. */
const UNANSWERED: ReadonlySet<string> = new Set(['WorldFault', 'SubgraphUnavailable', 'AbortError', 'TimeoutError']);
const UNDICI = /^UND_ERR_(CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|SOCKET|CLOSED|DESTROYED|ABORTED)$/;

/** What is asked of an error; one that comes from another realm than ours is no `Error` here. */
const fieldsOf = (error: unknown): { readonly name?: unknown; readonly code?: unknown; readonly cause?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

/** Whether Redis is away, starting, full or not the primary. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'MaxRetriesPerRequestError' || REDIS_AWAY.test(error.message) || REDIS_CONNECTION.test(error.message);
}

/** Whether the world caused a fault, and not the message or the task that was being handled. */
export function isWorldFault(error: unknown): boolean {
  const { name, code, cause } = fieldsOf(error);
  if (typeof name === 'string' && UNANSWERED.has(name)) return true;
  if (typeof code === 'string' && UNDICI.test(code)) return true;
  if (isTransient(error) || isShut(error) || isRedisAway(error)) return true;
  return cause !== undefined && cause !== error && isWorldFault(cause);
}

/** A statement that took too long is the world's fault so often in a row, and the statement's own from then on. */
export const SLOW_AT_MOST = 20;

/** What is told of an error to people: its name and message, no stack, at most 500 characters. */
export function briefly(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\u0000', '').slice(0, 500);
}

/** Milliseconds to wait after the `tries`th failure: doubled each time up to `most`, and between half and all of it by chance. */
export const backoff = (tries: number, first: number, most: number, random: () => number): number =>
  Math.min(most, first * 2 ** Math.min(tries - 1, 30)) * (0.5 + random() / 2);
