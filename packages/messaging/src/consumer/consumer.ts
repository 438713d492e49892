import type { Envelope, EventType } from '@micromart/events';
import type { Logger } from 'pino';
import type { Bus, BusConsumer } from '../bus.ts';
import { withCause } from '../cause.ts';
import { createLanes } from '../lanes.ts';
import type { MessagingMetrics } from '../metrics.ts';
import { recognize, topicsOf } from './recognize.ts';
import { settle } from './settle.ts';

export interface ConsumerOptions {
  /** The group: all replicas of one subgraph. */
  readonly name: string;
  readonly bus: Bus;
  readonly types: readonly string[];
  /** Lets an event take effect; false when it had done so before. */
  readonly effect: (event: Envelope) => Promise<boolean>;
  readonly park: (event: Envelope, fault: unknown, tries: number) => Promise<void>;
  readonly logger: Logger;
  readonly metrics: MessagingMetrics;
  readonly random: () => number;
}

/** Side by side on one topic, so that a flood on one leaves the connections to the others. */
const AT_ONCE = 4;

/** Follows the topics of some types of events on behalf of a subgraph. */
export function createConsumer(options: ConsumerOptions) {
  const { name, bus, types, effect, park, logger, metrics, random } = options;
  const topics = topicsOf(types);
  const lanes = createLanes(AT_ONCE);
  let consumer: BusConsumer | undefined;

  function handle(event: Envelope, topic: string, signal: AbortSignal): Promise<void> {
    const count = (result: 'handled' | 'duplicate' | 'parked' | 'retried'): void => metrics.event(name, event.type, result);
    return settle({
      attempt: () =>
        lanes.run(topic, async () => {
          const known = recognize(event);
          const cause = { correlationId: event.correlationid, causationId: event.id, traceparent: event.traceparent };
          count((await withCause(cause, () => effect(known))) ? 'handled' : 'duplicate');
        }),
      park: async (fault, tries) => {
        await park(event, fault, tries);
        count('parked');
      },
      retried: () => count('retried'),
      signal,
      logger: logger.child({ event: event.id, type: event.type, subject: event.subject }),
      random,
    });
  }

  return {
    topics,
    async start(): Promise<void> {
      if (topics.length > 0) consumer ??= await bus.subscribe({ group: name, topics, types: types as readonly EventType[], handle });
    },
    async stop(): Promise<void> {
      await consumer?.stop();
    },
  };
}
