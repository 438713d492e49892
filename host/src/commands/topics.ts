import { SetupError } from '@micromart/local';
import { createTopics, type TopicReport, TopicsNotMade } from '@micromart/messaging';
import { processEnvironment, wholeNumber } from '@micromart/service';
import { brokers } from '../settings/kinds.ts';
import { readProcessSettings } from '../settings/read.ts';

/** Inboxes know events for 30 days: what a topic keeps longer could take effect again. */
const INBOX_DAYS = 30;

export const topicsSettings = {
  KAFKA_BROKERS: brokers().describe('Kafka: host:port, several separated by commas.'),
  KAFKA_PARTITIONS: wholeNumber(1, 1_000)
    .default(12)
    .describe(
      'Partitions of a topic that is made: as many replicas of a subgraph can share its events. Of topics that are there it changes nothing.',
    ),
  KAFKA_REPLICATION_FACTOR: wholeNumber(1, 9).default(1).describe('Brokers that hold each event of a topic that is made; 3 on a cluster.'),
  KAFKA_RETENTION_DAYS: wholeNumber(1, INBOX_DAYS - 1)
    .default(7)
    .describe('For how long topics keep events; less than inboxes know them. A topic that keeps them for longer is left so.'),
};

/**
 * `npm run topics`: makes the topics that are missing on Kafka; a second time it does nothing.
 * @throws SetupError when Kafka does not make them, with the reason.
 */
export async function run(): Promise<void> {
  const settings = readProcessSettings(topicsSettings, processEnvironment);
  const reports = await createTopics({
    brokers: settings.KAFKA_BROKERS,
    partitions: settings.KAFKA_PARTITIONS,
    replicationFactor: settings.KAFKA_REPLICATION_FACTOR,
    retentionDays: settings.KAFKA_RETENTION_DAYS,
  }).catch((error: unknown) => {
    throw error instanceof TopicsNotMade ? new SetupError(error.message, { cause: error }) : error;
  });
  for (const report of reports) console.log(`${report.topic}: ${saying(report, settings.KAFKA_PARTITIONS, settings.KAFKA_RETENTION_DAYS)}`);
}

function saying({ created, partitions, keptLonger }: TopicReport, wanted: number, days: number): string {
  if (created) return `made, ${partitions} partitions`;
  const said = [
    'was there',
    ...(partitions === wanted ? [] : [`its ${partitions} partitions are left as they are`]),
    ...(keptLonger ? [`keeps events for ${days} days now`] : []),
  ];
  return said.join('; ');
}
