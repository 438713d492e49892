import type { Envelope } from '@micromart/events';
import type { Redis } from 'ioredis';
import type { DeadLetter } from './dead-letters.ts';
import { briefly } from './faults.ts';

/** Dead letters of a subgraph without a database: a hash by event id, and a set of those to be tried again. */
const lettersKey = (subgraph: string): string => `micromart:dead-letters:${subgraph}`;
const redriveKey = (subgraph: string): string => `micromart:dead-letters:${subgraph}:redrive`;

interface Stored {
  readonly event: Envelope;
  readonly reason: string;
  readonly error: string;
  readonly tries: number;
  readonly parkedAt: string;
}

function letterOf(event: Envelope, fault: unknown, tries: number, now: Date): string {
  const reason = fault instanceof Error ? fault.name : 'Error';
  const stored: Stored = { event, reason, error: briefly(fault), tries, parkedAt: now.toISOString() };
  return JSON.stringify(stored);
}

export async function parkInRedis(redis: Redis, subgraph: string, event: Envelope, fault: unknown, tries: number, now: Date): Promise<void> {
  await redis.hset(lettersKey(subgraph), event.id, letterOf(event, fault, tries, now));
}

/** What is parked for a subgraph without a database. */
export async function listRedisDeadLetters(redis: Redis, subgraph: string): Promise<readonly DeadLetter[]> {
  const stored = await redis.hvals(lettersKey(subgraph));
  return stored.map(text => {
    const { event, reason, error, tries, parkedAt } = JSON.parse(text) as Stored;
    const { id, type, subject } = event;
    return { id, what: 'event', name: type, subject, origin: id, reason, error, tries, parkedAt: new Date(parkedAt) };
  });
}

/** Has dead letters tried again (all of them when `ids` is left out) by the running subgraph, within seconds. Resolves with the ids of those that there are. */
export async function redriveRedisDeadLetters(redis: Redis, subgraph: string, ids?: readonly string[]): Promise<readonly string[]> {
  const all = await redis.hkeys(lettersKey(subgraph));
  const wanted = ids === undefined ? all : all.filter(id => ids.includes(id));
  if (wanted.length > 0) await redis.sadd(redriveKey(subgraph), ...wanted);
  return wanted;
}

const AT_MOST = 100;

/** Some of the events that somebody wants to be tried again. They stay wanted and parked until `unpark` or `parkAgain`, whoever ends before that. */
export async function wantedAgain(redis: Redis, subgraph: string): Promise<readonly Envelope[]> {
  const ids = await redis.srandmember(redriveKey(subgraph), AT_MOST);
  if (ids === null || ids.length === 0) return [];
  const stored = await redis.hmget(lettersKey(subgraph), ...ids);
  const gone = ids.filter((_, at) => (stored[at] ?? null) === null);
  if (gone.length > 0) await redis.srem(redriveKey(subgraph), ...gone);
  return stored.filter(text => text !== null).map(text => (JSON.parse(text) as Stored).event);
}

/** Takes out an event that took effect when it was tried again. */
export async function unpark(redis: Redis, subgraph: string, eventId: string): Promise<void> {
  await redis.multi().hdel(lettersKey(subgraph), eventId).srem(redriveKey(subgraph), eventId).exec();
}

/** Another replica may have tried the same event meanwhile, with success: what is not wanted any more is not parked. */
const PARK_AGAIN = `
if redis.call('SREM', KEYS[2], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end`;

/** Puts an event back that failed again, with its new fault; it is not tried until somebody asks for it. */
export async function parkAgain(redis: Redis, subgraph: string, event: Envelope, fault: unknown, now: Date): Promise<void> {
  await redis.eval(PARK_AGAIN, 2, lettersKey(subgraph), redriveKey(subgraph), event.id, letterOf(event, fault, 1, now));
}
