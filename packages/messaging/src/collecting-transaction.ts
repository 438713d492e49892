import type { Transaction } from '@micromart/database';
import { topicOf, type Envelope } from '@micromart/events';
import { currentCause } from './cause.ts';
import { envelopeOf } from './envelope.ts';
import type { MessagingTransaction, WakeUp } from './messaging.ts';
import { insertEvents } from './outbox/outbox.ts';
import { collectPlan, firstDueIn } from './tasks/plan.ts';
import { writePlan } from './tasks/task-table.ts';

/** What a transaction needs from outside, and what is told once it is committed. */
export interface Surroundings {
  readonly clock: () => Date;
  readonly newEventId: () => string;
  readonly newTaskId: () => string;
  readonly eventsCommitted: () => void;
  readonly tasksCommitted: (firstDueInMilliseconds: number) => void;
  readonly wakeUpsCommitted: (wakeUps: readonly WakeUp[]) => void;
}

/** A transaction that collects events, tasks and wake-ups, writes them just before COMMIT, and tells of them after it. */
export function collecting<Prisma>(tx: Transaction<Prisma>, surroundings: Surroundings): MessagingTransaction<Prisma> {
  const { clock } = surroundings;
  const plan = collectPlan();
  let events: { topic: string; event: Envelope }[] = [];
  let wakeUps: WakeUp[] | undefined;
  let writing = false;

  /** Registered by the first thing to write, and again by what comes after that was written. */
  function writeBeforeCommit(): void {
    if (writing) return;
    writing = true;
    tx.beforeCommit(async () => {
      writing = false;
      const { planned, takenBack } = plan.take();
      const published = events;
      events = [];
      await writePlan(tx, { planned, takenBack });
      if (published.length > 0) {
        await insertEvents(tx, published);
        tx.afterCommit(surroundings.eventsCommitted);
      }
      const wait = firstDueIn(planned.values(), clock());
      if (wait !== undefined) tx.afterCommit(() => surroundings.tasksCommitted(wait));
    });
  }

  return {
    ...tx,
    publish(definition, event) {
      const stamp = { id: surroundings.newEventId(), time: clock(), cause: currentCause() };
      events.push({ topic: topicOf(definition.publisher), event: envelopeOf(definition, event, stamp) });
      writeBeforeCommit();
    },
    schedule(task) {
      plan.schedule({ id: surroundings.newTaskId(), task, cause: currentCause() });
      writeBeforeCommit();
    },
    unschedule(key, kind) {
      plan.unschedule(key, kind ?? null);
      writeBeforeCommit();
    },
    wake(wakeUp) {
      if (wakeUps === undefined) {
        const all: WakeUp[] = [];
        wakeUps = all;
        tx.afterCommit(() => surroundings.wakeUpsCommitted(all));
      }
      wakeUps.push(wakeUp);
    },
  };
}
