import { type EventDefinition, events, type Publisher, publishers, topicOf } from '@micromart/events';
import { stringify } from 'yaml';
import { z } from 'zod';
import { topicsSettings } from '../commands/topics.ts';
import { headers, optionalHeaders } from './cloud-event-headers.ts';
import { listeners } from './listeners.ts';

const KAFKA = '0.5.0';
const DAY = 24 * 3_600_000;
const rows = (Object.values(events) as readonly EventDefinition[]).toSorted((one, other) => (one.type < other.type ? -1 : 1));
const publishing = publishers.filter(publisher => rows.some(row => row.publisher === publisher));

const ref = (...path: readonly string[]): { readonly $ref: string } => ({ $ref: `#/${path.join('/')}` });

function payloadOf(definition: EventDefinition): object {
  // As consumers must read it: fields may be added to a version.
  const { $schema: _, ...schema } = z.toJSONSchema(definition.payload, { target: 'draft-7', io: 'input' });
  return schema;
}

const messageOf = (definition: EventDefinition): object => ({
  name: definition.type,
  title: definition.type,
  summary: definition.meaning,
  contentType: 'application/json',
  correlationId: { description: 'The order that it is about, or what began the chain of events.', location: '$message.header#/ce_correlationid' },
  headers: {
    allOf: [
      ref('components', 'schemas', 'cloudEventHeaders'),
      {
        type: 'object',
        properties: {
          ce_type: { const: definition.type },
          ce_source: { const: `/micromart/${definition.publisher}` },
          ce_dataschema: { const: `urn:micromart:${definition.type}/v${definition.version}` },
        },
      },
    ],
  },
  payload: payloadOf(definition),
  bindings: { kafka: { key: { type: 'string', description: `The ${definition.keyedBy}’s id.` }, bindingVersion: KAFKA } },
});

const ofPublisher = (publisher: Publisher): readonly EventDefinition[] => rows.filter(row => row.publisher === publisher);

const channelOf = (publisher: Publisher): object => ({
  address: topicOf(publisher),
  title: topicOf(publisher),
  description: `What ${publisher} says happened. Events of one key are in one partition.`,
  servers: [ref('servers', 'kafka')],
  messages: Object.fromEntries(ofPublisher(publisher).map(({ type }) => [type, ref('components', 'messages', type)])),
  bindings: {
    kafka: {
      topic: topicOf(publisher),
      partitions: topicsSettings.KAFKA_PARTITIONS.parse(undefined),
      replicas: topicsSettings.KAFKA_REPLICATION_FACTOR.parse(undefined),
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': topicsSettings.KAFKA_RETENTION_DAYS.parse(undefined) * DAY },
      bindingVersion: KAFKA,
    },
  },
});

function operations(): Readonly<Record<string, object>> {
  const operation = (action: 'send' | 'receive', publisher: Publisher, types: readonly string[], summary: string): object => ({
    action,
    summary,
    channel: ref('channels', publisher),
    messages: types.map(type => ref('channels', publisher, 'messages', type)),
  });
  const sent = publishing.map(publisher => {
    const types = ofPublisher(publisher).map(({ type }) => type);
    return [`${publisher}.publishes`, operation('send', publisher, types, `${publisher} says what happened.`)] as const;
  });
  const heard = Object.entries(listeners).flatMap(([listener, types]) =>
    publishing.flatMap(publisher => {
      const own = ofPublisher(publisher).flatMap(({ type }) => (types.includes(type) ? [type] : []));
      const summary = `${listener} follows ${publisher}, as the consumer group ${listener}.${topicOf(publisher)}.<topic id>.`;
      return own.length === 0 ? [] : [[`${listener}.hears.${publisher}`, operation('receive', publisher, own, summary)] as const];
    }),
  );
  return Object.fromEntries([...sent, ...heard]);
}

/** The events as an AsyncAPI 3.0 document: what is on which topic, who sends it and who listens. */
export const asyncApi = (): object => ({
  asyncapi: '3.0.0',
  info: {
    title: 'MicroMart events',
    version: '1.0.0',
    description:
      'What the subgraphs of MicroMart tell each other: CloudEvents 1.0 in Kafka’s binary mode. Delivered at least once; a published payload is never edited, a change is a new version. Amounts are integers in minor units.',
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  servers: { kafka: { host: 'localhost:9092', protocol: 'kafka', description: 'The brokers of KAFKA_BROKERS.' } },
  channels: Object.fromEntries(publishing.map(publisher => [publisher, channelOf(publisher)])),
  operations: operations(),
  components: {
    messages: Object.fromEntries(rows.map(row => [row.type, messageOf(row)])),
    schemas: {
      cloudEventHeaders: {
        type: 'object',
        description: 'The attributes of a CloudEvent, each in a header.',
        required: Object.keys(headers).filter(name => !optionalHeaders.has(name)),
        properties: headers,
      },
    },
  },
});

/** `docs/asyncapi.yaml`. */
export const renderAsyncApi = (): string =>
  `# Generated from packages/events and the subgraphs' tables of listeners; do not edit.\n${stringify(asyncApi(), { lineWidth: 150, aliasDuplicateObjects: false })}`;
