import type { DefinitionOf, Envelope, EventType, PayloadOf } from '@micromart/events';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { Bus } from './bus.ts';
import { withCause } from './cause.ts';
import { createConsumer } from './consumer/consumer.ts';
import { recognize } from './consumer/recognize.ts';
import { briefly, isWorldFault } from './faults.ts';
import { messagingMetrics } from './metrics.ts';
import { listRedisDeadLetters, parkAgain, parkInRedis, unpark, wantedAgain } from './redis-dead-letters.ts';
import { createBell } from './waiting.ts';

/** Event heard, use case called. Without an inbox: each listener must do the same when it hears an event twice (by `sequence`, or by nature). */
export type IdempotentListeners<App> = {
  readonly [Type in EventType]?: (app: App, event: Envelope<PayloadOf<DefinitionOf<Type>>, Type>) => Promise<void>;
};

export interface ListeningOptions<App> {
  /** Of the subgraph: its group as a consumer. */
  readonly name: string;
  readonly bus: Bus;
  /** Keeps the dead letters. */
  readonly redis: Redis;
  readonly listeners: IdempotentListeners<App>;
  readonly app: () => App;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly registry?: Registry;
  readonly random?: () => number;
}

export interface Listening {
  start(): Promise<void>;
  /** Stops consuming, and resolves when what was under way is done. */
  stop(): Promise<void>;
}

/** Milliseconds between looks for dead letters to try again. */
const REDRIVE_NET = 2_000;

/** Listening for a subgraph that has no database, and so neither outbox nor inbox. */
export function createListening<App>(options: ListeningOptions<App>): Listening {
  const { name, bus, redis, app, clock, random = Math.random } = options;
  const logger = options.logger.child({ messaging: name });
  const metrics = messagingMetrics(options.registry ?? new Registry());
  const bell = createBell();
  let stopping = false;
  let redriving: Promise<void> | undefined;
  let unobserve: (() => void) | undefined;

  async function effect(event: Envelope): Promise<boolean> {
    const listener = options.listeners[event.type as EventType] as ((app: App, event: Envelope) => Promise<void>) | undefined;
    await listener?.(app(), event);
    return true;
  }

  const consumer = createConsumer({
    name,
    bus,
    types: Object.keys(options.listeners),
    effect,
    park: (event, fault, tries) => parkInRedis(redis, name, event, fault, tries, clock()),
    logger,
    metrics,
    random,
  });

  async function tryAgain(event: Envelope): Promise<void> {
    try {
      const known = recognize(event);
      await withCause({ correlationId: event.correlationid, causationId: event.id, traceparent: event.traceparent }, () => effect(known));
      await unpark(redis, name, event.id);
    } catch (error) {
      if (!isWorldFault(error)) return parkAgain(redis, name, event, error, clock());
      logger.warn({ error: briefly(error), event: event.id }, 'a dead letter that is to be tried again waits for the world');
    }
  }

  async function redrive(): Promise<void> {
    for (; !stopping; await bell.wait(REDRIVE_NET)) {
      try {
        for (const event of await wantedAgain(redis, name)) {
          if (stopping) return;
          await tryAgain(event);
        }
      } catch (error) {
        logger.warn({ error: briefly(error) }, 'dead letters are not tried again yet');
      }
    }
  }

  return {
    async start() {
      unobserve ??= metrics.observe({
        subgraph: name,
        busLag: () => bus.lag(name, consumer.topics),
        parked: async () => (await listRedisDeadLetters(redis, name)).length,
      });
      redriving ??= redrive();
      await consumer.start();
    },
    async stop() {
      stopping = true;
      bell.ring();
      unobserve?.();
      await consumer.stop();
      await redriving;
    },
  };
}
