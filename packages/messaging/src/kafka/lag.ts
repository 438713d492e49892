import type { Admin } from 'kafkajs';

/** Events of a topic behind a group's committed offsets. Of a group that never committed: all that are kept. */
export async function lagOf(admin: Admin, groupId: string, topic: string): Promise<number> {
  const [ends, groups] = await Promise.all([admin.fetchTopicOffsets(topic), admin.fetchOffsets({ groupId, topics: [topic] })]);
  const committed = new Map(groups.flatMap(({ partitions }) => partitions).map(({ partition, offset }) => [partition, Number(offset)]));
  return ends.reduce((sum, { partition, low, high }) => sum + Math.max(0, Number(high) - Math.max(Number(low), committed.get(partition) ?? 0)), 0);
}
