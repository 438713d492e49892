import type { Envelope } from '@micromart/events';
import type { Bus } from '@micromart/messaging';

export interface RecordedEvents {
  /** Of a subject, by sequence; what came twice is there once. */
  of(subject: string): readonly Envelope[];
  stop(): Promise<void>;
}

/** Listens to a topic from its beginning. */
export async function recordEvents(bus: Bus, topic: string): Promise<RecordedEvents> {
  const bySubject = new Map<string, Map<string, Envelope>>();
  const ear = await bus.subscribe({
    group: 'test',
    topics: [topic],
    handle: async event => {
      const events = bySubject.get(event.subject) ?? new Map<string, Envelope>();
      bySubject.set(event.subject, events.set(event.id, event));
    },
  });
  return {
    of: subject => [...(bySubject.get(subject)?.values() ?? [])].toSorted((one, other) => one.sequence - other.sequence),
    stop: () => ear.stop(),
  };
}
