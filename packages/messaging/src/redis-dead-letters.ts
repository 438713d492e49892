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

export async function parkInRedis(redis: Redis, subgraph: string, event: Envelope, fault: unknown, tries: number, now: Date): Promise<void> {
  const reason = fault instanceof Error ? fault.name : 'Error';
  const stored: Stored = { event, reason, error: briefly(fault), tries, parkedAt: now.toISOString() };
  await redis.hset(lettersKey(subgraph), event.id, JSON.stringify(stored));
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

/** Takes the events that somebody wants to be tried again; they stay parked until `unpark`. */
export async function takeRedriven(redis: Redis, subgraph: string): Promise<readonly Envelope[]> {
  const ids = await redis.spop(redriveKey(subgraph), 100);
  if (ids.length === 0) return [];
  const stored = await redis.hmget(lettersKey(subgraph), ...ids);
  return stored.filter(text => text !== null).map(text => (JSON.parse(text) as Stored).event);
}

export async function unpark(redis: Redis, subgraph: string, eventId: string): Promise<void> {
  await redis.hdel(lettersKey(subgraph), eventId);
}
