import { publishers, topicOf } from '@micromart/events';
import type { Redis } from 'ioredis';
import { streamsOf, trimmerKey } from './keys.ts';

/** How long events are kept; all in milliseconds but for the number of entries. */
export interface Keeping {
  /** What every group has consumed stays for so long, for a group that comes new. */
  readonly consumed: number;
  /** But of each stream at most so many entries. */
  readonly consumedEntries: number;
  /** What a group has not consumed is lost to it after so long: a group that is gone for good must not fill Redis. */
  readonly unconsumed: number;
}

/**
 * Trims the streams of all topics behind their slowest group, whatever this process publishes or hears: one process does it at a time, and the
 * others pass.
 * @param every milliseconds between two calls, in each process
 */
export async function trimStreams(redis: Redis, keeping: Keeping, every: number, now: number): Promise<void> {
  if ((await redis.set(trimmerKey, '1', 'PX', Math.ceil(every * 0.97), 'NX')) === null) return;
  for (const topic of publishers.map(topicOf)) await Promise.all(streamsOf(topic).map(stream => trimStream(redis, stream, keeping, now)));
}

export async function trimStream(redis: Redis, stream: string, keeping: Keeping, now: number): Promise<void> {
  const entries = await redis.xlen(stream);
  if (entries === 0) return;
  const consumed = await consumedUpTo(redis, stream);
  const oldEnough = `${Math.max(0, now - keeping.consumed)}-0`;
  const tooOld = `${Math.max(0, now - keeping.unconsumed)}-0`;
  const behind = consumed === undefined ? tooOld : entries > keeping.consumedEntries ? consumed : earlier(consumed, oldEnough);
  await redis.xtrim(stream, 'MINID', '~', later(behind, tooOld));
}

/** The oldest entry that some group has still to consume, or the last one that all have; undefined when nobody listens. */
async function consumedUpTo(redis: Redis, stream: string): Promise<string | undefined> {
  const groups = await groupsOf(redis, stream);
  let first: string | undefined;
  for (const { name, pending, lastDelivered } of groups) {
    const oldest = pending === 0 ? lastDelivered : (((await redis.xpending(stream, name)) as [number, string | null])[1] ?? lastDelivered);
    first = first === undefined ? oldest : earlier(first, oldest);
  }
  return first;
}

export interface GroupState {
  readonly name: string;
  readonly pending: number;
  readonly lastDelivered: string;
  /** Entries not delivered yet; undefined when Redis cannot say. */
  readonly lag: number | undefined;
}

/** The groups of a stream; none when there is no such stream. */
export async function groupsOf(redis: Redis, stream: string): Promise<readonly GroupState[]> {
  const rows = (await redis.xinfo('GROUPS', stream).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no such key')) return [];
    throw error;
  })) as unknown[][];
  return rows.map(row => {
    const field = (name: string): unknown => row[row.findIndex((word, at) => at % 2 === 0 && word === name) + 1];
    const lag = field('lag');
    return {
      name: String(field('name')),
      pending: Number(field('pending')),
      lastDelivered: String(field('last-delivered-id')),
      lag: typeof lag === 'number' ? lag : undefined,
    };
  });
}

const parts = (id: string): readonly [number, number] => {
  const [time = '0', place = '0'] = id.split('-');
  return [Number(time), Number(place)];
};

function earlier(a: string, b: string): string {
  const [timeA, placeA] = parts(a);
  const [timeB, placeB] = parts(b);
  return timeA < timeB || (timeA === timeB && placeA <= placeB) ? a : b;
}

const later = (a: string, b: string): string => (earlier(a, b) === a ? b : a);
