import type { Envelope, EventDefinition } from '@micromart/events';
import { newEventId } from '../ids.ts';

export interface PlayedEvent<Payload> {
  readonly subject: string;
  readonly sequence: number;
  readonly data: Payload;
  readonly traceparent?: string;
}

/** An event as a neighbour would publish it. Its payload fits its row, or this throws. */
export function newEvent<Payload>(
  definition: EventDefinition<string, Payload>,
  { subject, sequence, data, traceparent }: PlayedEvent<Payload>,
): Envelope {
  return {
    specversion: '1.0',
    id: newEventId(),
    source: `/micromart/${definition.publisher}`,
    type: definition.type,
    subject,
    time: new Date().toISOString(),
    dataschema: `${definition.type}/v${definition.version}`,
    sequence,
    correlationid: subject,
    ...(traceparent === undefined ? {} : { traceparent }),
    data: definition.payload.parse(data),
  };
}
