import type { Envelope } from '@micromart/events';
import { z } from 'zod';
import { UNREADABLE } from '../bus.ts';
import { attribute } from '../envelope.ts';

/** The type stands beside the event, so that a consumer need not parse what it does not listen to. */
export const encode = (event: Envelope): readonly string[] => ['type', event.type, 'event', JSON.stringify(event)];

const envelope = z.object({
  specversion: z.literal('1.0'),
  id: attribute.min(1),
  source: attribute,
  type: attribute,
  subject: attribute,
  time: attribute,
  dataschema: attribute,
  sequence: z.number(),
  correlationid: attribute,
  causationid: attribute.optional(),
  traceparent: attribute.optional(),
  data: z.unknown(),
});

/** The type of an entry; undefined when it does not say. */
export const typeOf = (fields: readonly string[]): string | undefined => fieldOf(fields, 'type');

/** The event of an entry. What is none becomes an unreadable one, named after its entry, so that it can be parked like any other. */
export function decode(stream: string, entryId: string, fields: readonly string[]): Envelope {
  const text = fieldOf(fields, 'event');
  const read = envelope.safeParse(parsed(text));
  if (read.success) return read.data as Envelope;
  const id = `${stream}:${entryId}`;
  return {
    specversion: '1.0',
    id,
    source: stream,
    type: UNREADABLE,
    subject: id,
    time: new Date(Number(entryId.split('-')[0])).toISOString(),
    dataschema: `${UNREADABLE}/v1`,
    sequence: 0,
    correlationid: id,
    data: text ?? fields,
  };
}

function fieldOf(fields: readonly string[], name: string): string | undefined {
  for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) return fields[at + 1];
  return undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
