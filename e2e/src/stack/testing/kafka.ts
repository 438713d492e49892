import { type Admin, Kafka, logLevel } from 'kafkajs';

/** Somebody else on the same brokers. */
export const stranger = (brokers: readonly string[]): Kafka => new Kafka({ clientId: 'stranger', brokers: [...brokers], logLevel: logLevel.NOTHING });

/** Whoever publishes here says into which partition. */
export const toPartition = {
  createPartitioner:
    () =>
    ({ message: { partition = 0 } }: { readonly message: { readonly partition?: number } }): number =>
      partition,
  allowAutoTopicCreation: false,
};

export async function withAdmin<Result>(brokers: readonly string[], ask: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = stranger(brokers).admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

/** The numbers of the partitions of each topic. */
export async function partitionsOf(brokers: readonly string[], topics: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const { topics: described } = await withAdmin(brokers, admin => admin.fetchTopicMetadata({ topics: [...topics] }));
  return new Map(described.map(({ name, partitions }) => [name, partitions.map(({ partitionId }) => partitionId)]));
}

/** Deletes all topics of the shop, with everything in them. */
export const forgetTopics = (brokers: readonly string[]): Promise<void> =>
  withAdmin(brokers, async admin => {
    const topics = (await admin.listTopics()).filter(topic => topic.startsWith('micromart.'));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
