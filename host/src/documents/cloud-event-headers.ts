interface HeaderSchema {
  readonly type: 'string';
  readonly const?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
}

/** What each header of an event on Kafka says, as JSON Schema. */
export const headers: Readonly<Record<string, HeaderSchema>> = {
  'content-type': { type: 'string', const: 'application/json' },
  ce_specversion: { type: 'string', const: '1.0' },
  ce_id: { type: 'string', description: 'UUIDv7; who hears it twice knows it by this.' },
  ce_source: { type: 'string', format: 'uri-reference', description: '`/micromart/<publisher>`.' },
  ce_type: { type: 'string', description: 'What happened: `order.placed`.' },
  ce_subject: { type: 'string', description: 'An order’s or a variant’s id; the key of the message too.' },
  ce_time: { type: 'string', format: 'date-time', description: 'When, in UTC.' },
  ce_dataschema: { type: 'string', format: 'uri', description: '`urn:micromart:<type>/v<version>`.' },
  ce_sequence: {
    type: 'string',
    pattern: '^\\d{10,}$',
    description: 'Numbers the events of one publisher and subject; consumers go by it, not by the order of arrival.',
  },
  ce_correlationid: { type: 'string', description: 'The order that it is about, or what began the chain of events.' },
  ce_causationid: { type: 'string', description: 'The id of the event or request that made this one happen.' },
  ce_traceparent: { type: 'string', description: 'W3C trace context.' },
};

export const optionalHeaders: ReadonlySet<string> = new Set(['ce_causationid', 'ce_traceparent']);
