import type { Envelope, EventDefinition } from '@micromart/events';
import type { Cause } from './cause.ts';
import type { NewEvent } from './messaging.ts';

export interface Stamp {
  readonly id: string;
  readonly time: Date;
  readonly cause: Cause | undefined;
}

/** A new event in its CloudEvents envelope. Saga events correlate by their order, others by what brought them about. */
export function envelopeOf<Payload>(definition: EventDefinition<string, Payload>, event: NewEvent<Payload>, stamp: Stamp): Envelope<Payload> {
  const { correlationId, causationId, traceparent } = stamp.cause ?? {};
  return {
    specversion: '1.0',
    id: stamp.id,
    source: `/micromart/${definition.publisher}`,
    type: definition.type,
    subject: event.subject,
    time: stamp.time.toISOString(),
    dataschema: `${definition.type}/v${definition.version}`,
    sequence: event.sequence,
    correlationid: definition.keyedBy === 'order' ? event.subject : (correlationId ?? event.subject),
    ...(causationId === undefined ? {} : { causationid: causationId }),
    ...(traceparent === undefined ? {} : { traceparent }),
    data: event.data,
  };
}

/** The version of an event's payload; undefined when it does not say. */
export function versionOf(event: Envelope): number | undefined {
  const version = /\/v(\d+)$/.exec(event.dataschema)?.[1];
  return version === undefined ? undefined : Number(version);
}
