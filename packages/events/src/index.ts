import type { EventDefinition } from './event.ts';
import * as orders from './orders.ts';
import * as payments from './payments.ts';
import * as shipments from './shipments.ts';
import * as shop from './shop.ts';
import * as warehouse from './warehouse.ts';

export { defineEvent, topicOf, type Envelope, type EventDefinition, type PayloadOf, type Publisher, publishers } from './event.ts';
export type { OrderState } from './parts.ts';
export * from './orders.ts';
export * from './payments.ts';
export * from './shipments.ts';
export * from './shop.ts';
export * from './warehouse.ts';

/** Every event that the shop publishes, one row each. */
export const events = { ...orders, ...payments, ...shipments, ...shop, ...warehouse };

export type Events = typeof events;
/** `order.placed`, `payment.captured`, … */
export type EventType = Events[keyof Events]['type'];
/** The row of a type. */
export type DefinitionOf<Type extends EventType> = Extract<Events[keyof Events], { type: Type }>;

const byType: ReadonlyMap<string, EventDefinition> = new Map(Object.values(events).map(event => [event.type, event as EventDefinition]));

/** The row of a type; undefined for a type that this release does not know. */
export const eventNamed = (type: string): EventDefinition | undefined => byType.get(type);
