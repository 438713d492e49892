import { publishers, topicOf } from '@micromart/events';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { pino } from 'pino';
import { briefly } from '../faults.ts';
import { sleep } from '../waiting.ts';
import { kafkaClient } from './client.ts';

// Node finds only the first few names of this CommonJS module by itself.
const { ConfigResourceTypes, ConfigSource } = kafkajs;

export interface TopicsOptions {
  readonly brokers: readonly string[];
  readonly partitions: number;
  /** Less than inboxes keep (30 days), or what is read again would take effect again. */
  readonly retentionDays: number;
  readonly replicationFactor: number;
  /** Other topics than those of the shop's publishers. */
  readonly topics?: readonly string[];
}

export interface TopicReport {
  readonly topic: string;
  readonly created: boolean;
  /** As it is: partitions of a topic that is in use are left alone, because they decide what is read in order. */
  readonly partitions: number;
  /** Whether what it kept for a shorter time is now kept for as long as asked. */
  readonly keptLonger: boolean;
}

const DAY = 24 * 3_600_000;
/** An order with a thousand lines, and some. */
const LARGEST_MESSAGE = 8 * 1024 * 1024;
const PATIENCE = 60_000;
const LOOK = 500;

/** There are not the topics that were asked for; the message is one sentence that says why. */
export class TopicsNotMade extends Error {
  override readonly name = 'TopicsNotMade';
}

/**
 * Makes the topics that are missing, each publisher's one; of those that are there it lowers nothing. Waits a minute for brokers that start.
 * @throws TopicsNotMade when none answers by then, or at once when they refuse what will never do.
 */
export async function createTopics(options: TopicsOptions): Promise<readonly TopicReport[]> {
  const kafka = kafkaClient({ brokers: options.brokers, clientId: 'micromart-topics', logger: pino({ level: 'silent' }) });
  const at = options.brokers.join(', ');
  const end = Date.now() + PATIENCE;
  const made = new Set<string>();
  for (;;) {
    // a new one for each try: one that has asked for a topic asks for it for good, and fails where it is gone
    const admin = kafka.admin();
    try {
      await admin.connect();
      return await bringAbout(admin, options, made);
    } catch (error) {
      if (!isKafkas(error)) throw error;
      const { reason, isFinal } = refusalOf(error);
      if (isFinal && !(await mayGrow(admin, options))) throw new TopicsNotMade(`Kafka at ${at} refuses to make topics: ${reason}`, { cause: error });
      if (Date.now() > end) throw new TopicsNotMade(`Kafka at ${at} makes no topics: ${reason}`, { cause: error });
      await sleep(LOOK);
    } finally {
      await admin.disconnect();
    }
  }
}

const isKafkas = (error: unknown): error is Error => error instanceof Error && error.name.startsWith('KafkaJS');

/** What kafkajs says of each topic that was refused; of all at once it says only that there were errors. */
function refusalOf(error: Error): { readonly reason: string; readonly isFinal: boolean } {
  const { errors = [] } = error as { readonly errors?: readonly (Error & { readonly topic?: string; readonly retriable?: boolean })[] };
  if (errors.length === 0) return { reason: briefly(error), isFinal: false };
  const refused = (why: string) => errors.filter(({ message }) => message === why).map(({ topic }) => topic);
  const reason = [...new Set(errors.map(({ message }) => message))].map(why => `${why} (${refused(why).join(', ')})`).join('; ');
  return { reason, isFinal: errors.every(({ retriable }) => retriable === false) };
}

/** Whether brokers that are named are still missing in the cluster, or it cannot say: with them it may be able to do what it refuses now. */
async function mayGrow(admin: Admin, { brokers: named }: TopicsOptions): Promise<boolean> {
  const cluster = await admin.describeCluster().catch(() => undefined);
  return cluster === undefined || cluster.brokers.length < named.length;
}

/** @param made topics that this or an earlier try made */
async function bringAbout(admin: Admin, options: TopicsOptions, made: Set<string>): Promise<readonly TopicReport[]> {
  const wanted = options.topics ?? publishers.map(topicOf);
  const existing = new Set(await admin.listTopics());
  const missing = wanted.filter(topic => !existing.has(topic));
  if (missing.length > 0) await admin.createTopics({ topics: missing.map(topic => newTopic(topic, options)), waitForLeaders: true });
  for (const topic of missing) made.add(topic);
  // A leader that is named does not answer for its partition yet.
  await Promise.all(wanted.map(topic => admin.fetchTopicOffsets(topic)));
  const { topics } = await admin.fetchTopicMetadata({ topics: [...wanted] });
  const partitions = new Map(topics.map(topic => [topic.name, topic.partitions.length]));
  const reports: TopicReport[] = [];
  for (const topic of wanted) {
    const created = made.has(topic);
    const keptLonger = !created && (await keepLonger(admin, topic, options.retentionDays * DAY));
    reports.push({ topic, created, keptLonger, partitions: partitions.get(topic) ?? 0 });
  }
  return reports;
}

function newTopic(topic: string, { partitions, replicationFactor, retentionDays }: TopicsOptions): ITopicConfig {
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': retentionDays * DAY,
    'max.message.bytes': LARGEST_MESSAGE,
    // one replica may be away; with none left, what was acknowledged could be lost
    'min.insync.replicas': Math.max(1, replicationFactor - 1),
  };
  return {
    topic,
    numPartitions: partitions,
    replicationFactor,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value: String(value) })),
  };
}

async function keepLonger(admin: Admin, topic: string, milliseconds: number): Promise<boolean> {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] });
  const entries = resources[0]?.configEntries ?? [];
  const kept = Number(entries.find(({ configName }) => configName === 'retention.ms')?.configValue);
  if (kept === -1 || kept >= milliseconds) return false;
  // Altering replaces all that was set on the topic: what was is said again.
  const own = entries.filter(({ configName, configSource }) => configSource === ConfigSource.TOPIC_CONFIG && configName !== 'retention.ms');
  const configEntries = [...own.map(({ configName, configValue }) => ({ name: configName, value: configValue }))];
  configEntries.push({ name: 'retention.ms', value: String(milliseconds) });
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }] });
  return true;
}
