import type { Redis } from 'ioredis';
import type { Entry } from './partition.ts';
import { decode, typeOf } from './transport.ts';

/** All that read for a group do so under one name: whoever leases a stream takes over what is pending in it. */
const READER = 'owner';

export interface Reading {
  readonly group: string;
  /** Types to decode; all when undefined. */
  readonly types: ReadonlySet<string> | undefined;
}

/** What a stream gave, in order. */
export interface Batch {
  readonly stream: string;
  readonly entries: readonly Entry[];
}

type RawEntry = readonly [id: string, fields: readonly string[] | null];
type Reply = readonly (readonly [stream: string, entries: readonly RawEntry[]])[] | null;

/** Makes the group on streams that do not have it, at the oldest entry that is kept. */
export async function makeGroups(redis: Redis, group: string, streams: readonly string[]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const stream of streams) pipeline.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  for (const [error] of (await pipeline.exec()) ?? []) if (error !== null && !error.message.startsWith('BUSYGROUP')) throw error;
}

const PENDING_BATCH = 200;

/** What was delivered on a stream and never acknowledged, from the oldest on. */
export async function* readPending(redis: Redis, stream: string, reading: Reading): AsyncGenerator<Batch> {
  for (let after = '0'; ; ) {
    const reply = await redis.xreadgroup('GROUP', reading.group, READER, 'COUNT', PENDING_BATCH, 'STREAMS', stream, after);
    const [batch] = batches(reply as Reply, reading);
    const last = batch?.entries.at(-1);
    if (batch === undefined || last === undefined) return;
    yield batch;
    after = last.id;
  }
}

/** New entries of some streams; waits up to `block` milliseconds for the first. */
export async function readNew(
  redis: Redis,
  streams: readonly string[],
  reading: Reading & { readonly count: number; readonly block: number },
): Promise<readonly Batch[]> {
  const { group, count, block } = reading;
  const reply = await redis.xreadgroup('GROUP', group, READER, 'COUNT', count, 'BLOCK', block, 'STREAMS', ...streams, ...streams.map(() => '>'));
  return batches(reply as Reply, reading);
}

function batches(reply: Reply, { types }: Reading): readonly Batch[] {
  return (reply ?? []).map(([stream, entries]) => ({ stream, entries: entries.map(([id, fields]) => entryOf(stream, id, fields, types)) }));
}

/** An entry that was trimmed while it was pending has no fields: nothing is left to be handled. */
function entryOf(stream: string, id: string, fields: readonly string[] | null, types: ReadonlySet<string> | undefined): Entry {
  if (fields === null) return { id, event: undefined };
  const type = typeOf(fields);
  if (type !== undefined && types !== undefined && !types.has(type)) return { id, event: undefined };
  return { id, event: decode(stream, id, fields) };
}
