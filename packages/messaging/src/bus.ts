import type { Envelope } from '@micromart/events';

/** What carries events between subgraphs: Redis Streams or Kafka. Both pass the suite in `testing/bus-conformance.ts`. */
export interface Bus {
  /** Resolves when the bus has stored them all; order within a `subject` is kept. */
  publish(topic: string, events: readonly Envelope[]): Promise<void>;
  /**
   * Hands the events of some topics to `handle`, each at least once, those of one subject one after the other and in order, beginning with
   * the oldest that is kept. An event counts as consumed when `handle` resolves; when it rejects, the event is handed over again.
   * All that subscribe with one `group` share the work.
   */
  subscribe(subscription: BusSubscription): Promise<BusConsumer>;
  /** Events that a group has not consumed yet, by topic. */
  lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export interface BusSubscription {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: (event: Envelope, topic: string) => Promise<void>;
}

export interface BusConsumer {
  /** Takes no new event and resolves when those under way are done. */
  stop(): Promise<void>;
}
