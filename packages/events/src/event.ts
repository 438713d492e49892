import type { z } from 'zod';

/** Who publishes: every subgraph with an outbox. Its topic is `micromart.<publisher>.v1`. */
export const publishers = ['users', 'shop', 'warehouse', 'orders', 'payments', 'shipments', 'notifications'] as const;
export type Publisher = (typeof publishers)[number];

/** One row of the table of events: a fact of the past, what it is called and what it says. */
export interface EventDefinition<Type extends string = string, Payload = unknown> {
  readonly type: Type;
  /** Of the payload. A published payload is never edited; a new version is a new row. */
  readonly version: number;
  readonly publisher: Publisher;
  /** What `subject`, and so the order of delivery, goes by: saga events by their order, whoever publishes them. */
  readonly keyedBy: 'order' | 'variant';
  readonly payload: z.ZodType<Payload>;
  /** What happened, in one sentence, for `docs/events.md`. */
  readonly meaning: string;
}

export type PayloadOf<Definition> = Definition extends EventDefinition<string, infer Payload> ? Payload : never;

/** CloudEvents 1.0, with the extensions that the shop uses. `time` is ISO 8601 in UTC. */
export interface Envelope<Payload = unknown, Type extends string = string> {
  readonly specversion: '1.0';
  /** UUIDv7. */
  readonly id: string;
  /** `/micromart/<publisher>`. */
  readonly source: string;
  readonly type: Type;
  /** The key: an order's or a variant's id. */
  readonly subject: string;
  readonly time: string;
  /** `<type>/v<version>`. */
  readonly dataschema: string;
  /** Numbers the events of one publisher and subject, growing by one or more; consumers go by it alone. */
  readonly sequence: number;
  readonly correlationid: string;
  /** The id of the event, or of the request, that made this one happen. */
  readonly causationid?: string;
  readonly traceparent?: string;
  readonly data: Payload;
}

export const defineEvent = <Type extends string, Payload>(definition: EventDefinition<Type, Payload>): EventDefinition<Type, Payload> => definition;

export const topicOf = (publisher: Publisher): string => `micromart.${publisher}.v1`;
