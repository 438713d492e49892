import { isTransient } from '@micromart/database';

/** The world is in the way (a provider, a carrier, the bus, the identity server): waiting helps, and nothing is parked for it. */
export class WorldFault extends Error {
  override readonly name = 'WorldFault';
}

const REDIS_AWAY = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|BUSY|NOREPLICAS|UNKILLABLE)\b/;
const REDIS_CONNECTION = /Connection is closed|Stream isn't writeable|Command timed out|max retries per request|Socket timeout|Redis is not ready/i;

/** Whether Redis is away, starting, full or not the primary. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'MaxRetriesPerRequestError' || REDIS_AWAY.test(error.message) || REDIS_CONNECTION.test(error.message);
}

/** Whether the world caused a fault, and not the message or the task that was being handled. */
export function isWorldFault(error: unknown): boolean {
  if (error instanceof Error && error.name === 'WorldFault') return true;
  if (isTransient(error) || isRedisAway(error)) return true;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause !== undefined && cause !== error && isWorldFault(cause);
}

/** What is told of an error to people: its name and message, no stack, at most 500 characters. */
export function briefly(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\u0000', '').slice(0, 500);
}

/** Milliseconds to wait after the `tries`th failure: doubled each time up to `most`, and between half and all of it by chance. */
export const backoff = (tries: number, first: number, most: number, random: () => number): number =>
  Math.min(most, first * 2 ** Math.min(tries - 1, 30)) * (0.5 + random() / 2);
