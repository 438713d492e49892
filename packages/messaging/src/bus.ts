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
  /** Events that a group has not consumed yet, by topic; a bus that only notes how far a group came counts those behind the oldest of them too. */
  lag(group: string, topics: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Names what the bus remembers of a topic: another name than last time means that it lost what it was given. */
  memory(topic: string): Promise<string>;
  close(): Promise<void>;
}

export interface BusSubscription {
  readonly group: string;
  readonly topics: readonly string[];
  /** Types to hand over; others count as consumed unseen. Every type when left out. */
  readonly types?: readonly string[];
  /**
   * May take as long as it needs: only the events of the same subject wait for it. `signal` is aborted when the event is no longer this
   * consumer's to handle; what waits to try again should reject then.
   */
  readonly handle: (event: Envelope, topic: string, signal: AbortSignal) => Promise<void>;
}

export interface BusConsumer {
  /** Takes no new event and resolves when those under way are done. */
  stop(): Promise<void>;
}

/** The type of what a bus could not read as an event; its `data` is the text as it came. It is handed over whatever `types` says. */
export const UNREADABLE = 'micromart.unreadable';
