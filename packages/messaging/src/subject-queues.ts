import { setMaxListeners } from 'node:events';
import type { Envelope } from '@micromart/events';
import { sleep } from './waiting.ts';

export interface SubjectQueuesOptions {
  readonly topic: string;
  readonly handle: (event: Envelope, topic: string, signal: AbortSignal) => Promise<void>;
}

/** Some events of a topic in this process: subjects side by side, the events of one subject one after the other. */
export interface SubjectQueues {
  /** Events that are not consumed yet. */
  readonly size: number;
  /** Has an event handled behind those of its subject, until it succeeds; `done` is called then. */
  add(event: Envelope, done: () => void): void;
  /** Interrupts what waits to be tried again, and resolves when nothing is under way. */
  stop(): Promise<void>;
}

const AGAIN = 500;

export function createSubjectQueues({ topic, handle }: SubjectQueuesOptions): SubjectQueues {
  const bySubject = new Map<string, { readonly event: Envelope; readonly done: () => void }[]>();
  const aborting = new AbortController();
  const idle: (() => void)[] = [];
  let size = 0;
  setMaxListeners(0, aborting.signal);

  async function work(subject: string): Promise<void> {
    const queue = bySubject.get(subject) ?? [];
    for (let first = queue[0]; first !== undefined && !aborting.signal.aborted; first = queue[0]) {
      try {
        await handle(first.event, topic, aborting.signal);
      } catch {
        // The one who handles says why; here it only counts that the event is not consumed.
        await sleep(AGAIN, aborting.signal);
        continue;
      }
      queue.shift();
      size -= 1;
      first.done();
    }
    bySubject.delete(subject);
    if (bySubject.size === 0) for (const resolve of idle.splice(0)) resolve();
  }

  return {
    get size() {
      return size;
    },
    add(event, done) {
      size += 1;
      const queue = bySubject.get(event.subject);
      if (queue !== undefined) return void queue.push({ event, done });
      bySubject.set(event.subject, [{ event, done }]);
      void work(event.subject);
    },
    stop() {
      aborting.abort();
      return bySubject.size === 0 ? Promise.resolve() : new Promise(resolve => idle.push(resolve));
    },
  };
}
