import type { Envelope, EventDefinition } from '@micromart/events';
import { isStorable } from '@micromart/input';
import { z } from 'zod';
import type { Cause } from './cause.ts';
import type { NewEvent } from './messaging.ts';

/**
 * An attribute as a bus may hand it over. CloudEvents allows neither U+0000 nor half of a surrogate pair; and an id that PostgreSQL cannot keep
 * could be noted neither as handled nor as parked.
 */
export const attribute = z.string().refine(isStorable);

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
