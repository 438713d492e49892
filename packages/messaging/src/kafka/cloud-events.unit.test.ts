import { describe, expect, test } from '@jest/globals';
import { CloudEvent, Kafka } from 'cloudevents';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { UNREADABLE } from '../bus.ts';
import { versionOf } from '../envelope.ts';
import { released } from '../testing/sample-events.ts';
import { decode, encode, typeOf } from './cloud-events.ts';

const place = { topic: 'micromart.warehouse.v1', partition: 3 };

/** A message as kafkajs hands it over: texts are bytes. */
function received({ key, value, headers = {} }: Pick<Message, 'key' | 'value' | 'headers'>): KafkaMessage {
  const bytes = (text: Message['value']): Buffer | null => (text === null || text === undefined ? null : Buffer.from(text));
  const read = Object.entries(headers)
    .filter(([, header]) => header !== undefined)
    .map(([name, header]) => [name, Buffer.from(String(header))]);
  return {
    key: bytes(key ?? null),
    value: bytes(value),
    headers: Object.fromEntries(read) as IHeaders,
    timestamp: '1700000000000',
    offset: '17',
    attributes: 0,
  };
}

/** A message of the cloudevents library, which leaves data as they are. */
const fromLibrary = ({ key, value, headers }: { readonly key?: unknown; readonly value?: unknown; readonly headers: object }): KafkaMessage =>
  received({
    key: (key as string | undefined) ?? null,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    headers: headers as IHeaders,
  });

describe('an event on Kafka', () => {
  test('comes back as it was sent, with everything that it says', () => {
    const event = { ...released('ord_1', 42), causationid: 'evt_0', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    expect(decode(place, received(encode(event)))).toEqual(event);
  });

  test('is a CloudEvent to the CloudEvents library, keyed by its subject', () => {
    const event = released('ord_1', 42);
    const message = encode(event);
    const read = Kafka.toEvent({ ...message, body: message.value } as never) as CloudEvent<unknown>;
    expect(read.validate()).toBe(true);
    expect(read.toJSON()).toMatchObject({
      id: event.id,
      source: '/micromart/warehouse',
      type: 'stock.released',
      subject: 'ord_1',
      specversion: '1.0',
      dataschema: 'urn:micromart:stock.released/v1',
      sequence: '0000000042',
      correlationid: 'ord_1',
      data: { orderId: 'ord_1' },
    });
    expect(message.key).toBe('ord_1');
  });

  test('says its type without being parsed', () => {
    expect(typeOf(received(encode(released('ord_1', 1))))).toBe('stock.released');
  });
});

describe('an event of another producer', () => {
  const foreign = new CloudEvent({
    id: 'f1',
    source: 'https://erp.example/stock',
    type: 'stock.released',
    data: { orderId: 'ord_9' },
    partitionkey: 'ord_9',
  });

  test('is read in binary mode, and what it leaves out is filled in', () => {
    const read = decode(place, fromLibrary(Kafka.binary(foreign) as never));
    expect(read).toMatchObject({
      id: 'f1',
      source: 'https://erp.example/stock',
      subject: 'ord_9',
      correlationid: 'ord_9',
      data: { orderId: 'ord_9' },
    });
    expect(read.sequence).toBe(0);
    expect(versionOf(read)).toBe(1);
  });

  test('is read in structured mode', () => {
    const message = fromLibrary(Kafka.structured(foreign) as never);
    expect(typeOf(message)).toBeUndefined();
    expect(decode(place, message)).toMatchObject({ id: 'f1', type: 'stock.released', subject: 'ord_9', data: { orderId: 'ord_9' } });
  });

  test('may name its schema its own way, as long as it ends in a version', () => {
    const message = Kafka.binary(foreign.cloneWith({ dataschema: 'https://erp.example/schemas/stock.released/v2' }));
    expect(versionOf(decode(place, fromLibrary(message as never)))).toBe(2);
  });

  test('that is no JSON is handed over as the text that it is', () => {
    const headers = { ce_specversion: '1.0', ce_id: '1', ce_source: '/x', ce_type: 'x', 'content-type': 'text/plain' };
    expect(decode(place, received({ key: 'k', value: 'plain', headers })).data).toBe('plain');
  });
});

describe('what is no event', () => {
  const sound = encode(released('ord_1', 1));
  const structuredWith = (attributes: object) => ({
    key: null,
    value: JSON.stringify({ specversion: '1.0', id: '1', source: '/x', type: 'stock.released', data: { orderId: 'ord_1' }, ...attributes }),
    headers: { 'content-type': 'application/cloudevents+json' },
  });
  test('beside it, the same with attributes that are texts is one', () => {
    expect(decode(place, received(structuredWith({ id: 'whole 👍🏽' })))).toMatchObject({ id: 'whole 👍🏽', type: 'stock.released' });
  });

  test.each([
    ['has no headers', { key: 'ord_1', value: '{}', headers: {} }],
    ['has no id', { ...sound, headers: { ...sound.headers, ce_id: '' } }],
    ['is of another version of CloudEvents', { ...sound, headers: { ...sound.headers, ce_specversion: '0.3' } }],
    ['has a sequence that is no number', { ...sound, headers: { ...sound.headers, ce_sequence: 'seven' } }],
    ['is not the JSON that it claims to be', { ...sound, value: '{"orderId":' }],
    ['has U+0000 in its id', { ...sound, headers: { ...sound.headers, ce_id: 'a\0b' } }],
    ['has U+0000 in its subject', { ...sound, headers: { ...sound.headers, ce_subject: 'ord_\0' } }],
    ['has U+0000 in the key that is its subject', { ...sound, key: 'ord_\0', headers: { ...sound.headers, ce_subject: undefined } }],
    ['has U+0000 in what it was caused by', { ...sound, headers: { ...sound.headers, ce_causationid: 'a\0b' } }],
    ['has half of a surrogate pair in its id', structuredWith({ id: 'half \ud83d' })],
    ['has half of a surrogate pair in its subject', structuredWith({ subject: '\udc00 half' })],
    ['is structured, but is not JSON', { key: null, value: '<event/>', headers: { 'content-type': 'application/cloudevents+json' } }],
  ])('because it %s is handed over as unreadable, as it came', (_why, message) => {
    const read = decode(place, received(message));
    expect(read).toMatchObject({ type: UNREADABLE, id: 'micromart.warehouse.v1:3:17:1700000000000', data: message.value });
  });

  test('because it has no value shows its headers', () => {
    expect(decode(place, received({ key: 'ord_1', value: null, headers: { a: 'b' } }))).toMatchObject({ type: UNREADABLE, data: { a: 'b' } });
  });
});
