import { randomUUID } from 'node:crypto';
import { eventNamed, topicOf } from '@micromart/events';
import type { Message, Producer } from 'kafkajs';
import { partitionsOf, stranger, toPartition } from './kafka.ts';

const KINDS = ['not JSON', 'without headers', 'of an unknown type', 'breaking the schema of its type'] as const;
export type PoisonKind = (typeof KINDS)[number];

/** A record that no consumer can make anything of. */
export interface Poison {
  readonly kind: PoisonKind;
  readonly topic: string;
  /** What it says to be, if it says so. */
  readonly type: string;
  /** What dead letters call it: its event's id, or the place where it lies. */
  readonly origin: string;
}

/** Puts every kind of poison into every partition of the topics of these types; what names a type names the last of its topic. */
export async function poison(brokers: readonly string[], types: readonly string[]): Promise<readonly Poison[]> {
  const typeOfTopic = new Map(types.map(type => [topicOf(eventNamed(type)?.publisher ?? 'users'), type]));
  const partitions = await partitionsOf(brokers, [...typeOfTopic.keys()]);
  const producer = stranger(brokers).producer(toPartition);
  await producer.connect();
  try {
    const places = [...typeOfTopic].flatMap(([topic, type]) => (partitions.get(topic) ?? []).map(partition => ({ topic, partition, type })));
    return (await Promise.all(places.map(place => putIn(producer, place)))).flat();
  } finally {
    await producer.disconnect();
  }
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  /** One that is heard on the topic. */
  readonly type: string;
}

async function putIn(producer: Producer, { topic, partition, type }: Place): Promise<readonly Poison[]> {
  const timestamp = String(Date.now());
  const doses = KINDS.map(kind => ({ kind, id: randomUUID() }));
  const messages = doses.map(({ kind, id }) => ({ ...messageOf(kind, id, type), partition, timestamp }));
  const [stored] = await producer.send({ topic, messages });
  const first = Number(stored?.baseOffset);
  const placeOf = (index: number): string => `${topic}:${partition}:${first + index}:${timestamp}`;
  return doses.map(({ kind, id }, index) => ({ kind, topic, type, origin: isReadable(kind) ? id : placeOf(index) }));
}

const isReadable = (kind: PoisonKind): boolean => kind === 'of an unknown type' || kind === 'breaking the schema of its type';

function messageOf(kind: PoisonKind, id: string, type: string): Message {
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: id, ce_source: '/a-stranger', ce_type: type, ce_subject: id, ce_time: new Date().toISOString() },
    ...{ ce_dataschema: `urn:micromart:${type}/v1`, ce_sequence: '0000000001', 'content-type': 'application/json' },
  };
  switch (kind) {
    case 'not JSON':
      return { key: id, value: '{"half of', headers };
    case 'without headers':
      return { key: id, value: '{"who":"knows"}' };
    case 'of an unknown type':
      return { key: id, value: '{}', headers: { ...headers, ce_type: 'weather.changed', ce_dataschema: 'urn:micromart:weather.changed/v1' } };
    case 'breaking the schema of its type':
      return { key: id, value: '{"surprise":[1,2,3]}', headers };
    default:
      return kind satisfies never;
  }
}
