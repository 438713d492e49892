import type { Envelope } from '@micromart/events';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { z } from 'zod';
import { UNREADABLE } from '../bus.ts';
import { attribute } from '../envelope.ts';

/** Where a message was found. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;
const STRUCTURED = /^application\/cloudevents\+json\b/i;
/** CloudEvents wants an absolute URI. */
const SCHEMA_PREFIX = 'urn:micromart:';
/** CloudEvents orders sequences as texts. */
const SEQUENCE_DIGITS = 10;

/** An event as a CloudEvent in Kafka's binary mode: attributes in headers, the data alone in the value, its subject as the key. */
export function encode(event: Envelope): Message {
  const { data, sequence, dataschema, ...attributes } = event;
  const headers: IHeaders = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) headers[`ce_${name}`] = value;
  headers.ce_dataschema = `${SCHEMA_PREFIX}${dataschema}`;
  headers.ce_sequence = String(sequence).padStart(SEQUENCE_DIGITS, '0');
  return { key: event.subject, value: JSON.stringify(data), headers };
}

/** The type of a message in binary mode; undefined when only reading it whole will tell. */
export const typeOf = ({ headers }: Pick<KafkaMessage, 'headers'>): string | undefined => text(headers?.ce_type);

/** What an event of another producer may say, and leave out. */
const attributesShape = z.object({
  specversion: z.literal('1.0'),
  id: attribute.min(1),
  source: attribute.min(1),
  type: attribute.min(1),
  subject: attribute.min(1).optional(),
  time: z.iso.datetime({ offset: true }).optional(),
  dataschema: attribute.optional(),
  sequence: z.coerce.number().int().nonnegative().optional(),
  correlationid: attribute.optional(),
  causationid: attribute.optional(),
  traceparent: attribute.optional(),
});

/** The event of a message, in either of CloudEvents' modes. What is none becomes an unreadable one, named after its place. */
export function decode(place: Place, message: KafkaMessage): Envelope {
  try {
    const contentType = text(message.headers?.['content-type']) ?? '';
    const { data, ...attributes } = STRUCTURED.test(contentType) ? structured(message) : binary(message, contentType);
    const subject = message.key?.toString('utf8') || undefined;
    return envelopeOf(attributesShape.parse({ subject, ...attributes }), data, message);
  } catch {
    return unreadable(place, message);
  }
}

type Parts = Readonly<Record<string, unknown>> & { readonly data: unknown };

function binary({ headers = {}, value }: KafkaMessage, contentType: string): Parts {
  const attributes: Record<string, string> = {};
  for (const [name, header] of Object.entries(headers)) {
    const read = text(header);
    if (name.startsWith('ce_') && read !== undefined) attributes[name.slice('ce_'.length)] = read;
  }
  const isJson = contentType === '' || JSON_TYPE.test(contentType);
  const body = value?.toString('utf8');
  return { ...attributes, data: body === undefined || !isJson ? body : JSON.parse(body) };
}

const structuredShape = z.looseObject({ data: z.unknown().optional(), data_base64: z.base64().optional() });

function structured({ value }: KafkaMessage): Parts {
  const { data, data_base64, ...attributes } = structuredShape.parse(JSON.parse(value?.toString('utf8') ?? ''));
  return { ...attributes, data: data_base64 === undefined ? data : JSON.parse(Buffer.from(data_base64, 'base64').toString('utf8')) };
}

function envelopeOf(attributes: z.infer<typeof attributesShape>, data: unknown, { timestamp }: KafkaMessage): Envelope {
  const { id, type, subject = id, causationid, traceparent } = attributes;
  return {
    specversion: '1.0',
    id,
    source: attributes.source,
    type,
    subject,
    time: attributes.time ?? new Date(Number(timestamp)).toISOString(),
    // Who does not name a version means the first.
    dataschema: attributes.dataschema?.replace(SCHEMA_PREFIX, '') ?? `${type}/v1`,
    sequence: attributes.sequence ?? 0,
    correlationid: attributes.correlationid ?? subject,
    ...(causationid === undefined ? {} : { causationid }),
    ...(traceparent === undefined ? {} : { traceparent }),
    data,
  };
}

function unreadable({ topic, partition }: Place, { offset, timestamp, value, headers = {} }: KafkaMessage): Envelope {
  // With the time, because a topic that is made anew counts from zero again.
  const id = `${topic}:${partition}:${offset}:${timestamp}`;
  const shown = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, text(header) ?? null]));
  return {
    specversion: '1.0',
    id,
    source: topic,
    type: UNREADABLE,
    subject: id,
    time: new Date(Number(timestamp)).toISOString(),
    dataschema: `${UNREADABLE}/v1`,
    sequence: 0,
    correlationid: id,
    data: value?.toString('utf8') ?? shown,
  };
}

function text(header: IHeaders[string]): string | undefined {
  const one = Array.isArray(header) ? header[0] : header;
  return one?.toString();
}
