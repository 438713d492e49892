import { type EventDefinition, events, topicOf } from '@micromart/events';
import { z } from 'zod';
import { headers, optionalHeaders } from './cloud-event-headers.ts';
import { listeners } from './listeners.ts';
import { markdownTable } from './markdown.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly format?: string;
}

/** A payload's field in a few words: `string`, `integer or null`, `list of {lineId, …}`. */
function shapeOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(shapeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map(value => `\`${value}\``).join(' ');
  if (schema.items !== undefined) return `list of ${shapeOf(schema.items)}`;
  if (schema.properties !== undefined) return `{${Object.keys(schema.properties).join(', ')}}`;
  if (schema.format === 'date-time') return 'time';
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function heardBy(type: string): string {
  const names = Object.entries(listeners).flatMap(([name, types]) => (types.includes(type) ? [name] : []));
  return names.length === 0 ? 'Nobody listens to it yet.' : `Heard by ${names.toSorted().join(', ')}.`;
}

function section(definition: EventDefinition): string {
  const schema = z.toJSONSchema(definition.payload) as JsonSchema;
  const rows = Object.entries(schema.properties ?? {}).map(([field, shape]) => [`\`${field}\``, shapeOf(shape)]);
  return [
    `### \`${definition.type}\``,
    '',
    `${definition.meaning} ${heardBy(definition.type)}`,
    '',
    markdownTable(['field', 'what it is'], rows),
    '',
  ].join('\n');
}

/** How an event is written down for Kafka. */
function wire(): string {
  const said = Object.entries(headers).map(([name, { const: always, description = '' }]) => [
    `\`${name}\``,
    [...(always === undefined ? [] : [`\`${always}\``]), ...(optionalHeaders.has(name) ? ['May be left out.'] : []), description].join(' ').trim(),
  ]);
  return [
    '## On the wire',
    '',
    'Kafka carries an event in the binary mode of CloudEvents: its subject is the key, its data as JSON the value, all else in headers. (Redis Streams',
    'carry the whole envelope as one JSON text.) Events of other producers are read in binary and in structured mode; what they leave out of subject,',
    'time, sequence and correlation is filled in from the message, and who names no version means the first.',
    '',
    markdownTable(['header', 'what it says'], said),
    '',
    'Topics keep events for a week and inboxes know them for 30 days. Consumer groups are named `<subgraph>.<topic>.<id of the topic>`: a topic that',
    'is made anew is read from its beginning. The same as a machine reads it: [asyncapi.yaml](asyncapi.yaml).',
    '',
  ].join('\n');
}

/** `docs/events.md`: every event, from the rows that publishers and listeners take their types from. */
export function renderEvents(): string {
  const rows = Object.values(events) as readonly EventDefinition[];
  const publishers = [...new Set(rows.map(row => row.publisher))].toSorted();
  const parts = publishers.map(publisher => {
    const own = rows.filter(row => row.publisher === publisher).toSorted((one, other) => (one.type < other.type ? -1 : 1));
    const keys = [...new Set(own.map(row => row.keyedBy))].join(' or ');
    return [`## ${publisher}`, '', `Topic \`${topicOf(publisher)}\`, keyed by ${keys}.`, '', ...own.map(section)].join('\n');
  });
  return `${[
    '# Events',
    '',
    'Generated from `packages/events`; do not edit. Envelopes are CloudEvents 1.0 with `sequence`, `correlationid`, `causationid` and `traceparent`.',
    'Amounts are integers in minor units. A published payload is never edited: a change is a new version.',
    '',
    wire(),
    ...parts,
  ].join('\n')}\n`;
}
