/** Each topic is this many streams; the events of one subject are all in one of them. Changing it would leave events behind. */
export const PARTITIONS = 12;

const PREFIX = 'micromart:bus';

export const streamOf = (topic: string, partition: number): string => `${PREFIX}:${topic}:${partition}`;
export const streamsOf = (topic: string): readonly string[] => Array.from({ length: PARTITIONS }, (_, partition) => streamOf(topic, partition));
/** A random text that is gone when Redis has lost what it was given. */
export const memoryKeyOf = (topic: string): string => `${PREFIX}:${topic}:memory`;
/** Hash: partition → who leases it, and until when. */
export const leasesKeyOf = (group: string, topic: string): string => `${PREFIX}:${topic}:leases:${group}`;
/** Sorted set: consumers of a group by the time until which they are believed to live. */
export const membersKeyOf = (group: string, topic: string): string => `${PREFIX}:${topic}:members:${group}`;
export const trimmerKey = `${PREFIX}:trimmer`;

/** FNV-1a over UTF-16 units: the same on every machine, and even enough over ids that differ at their ends. */
export function partitionOf(subject: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < subject.length; at += 1) hash = Math.imul(hash ^ subject.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % PARTITIONS;
}
