import type { Sql } from '@micromart/database';
import type { Envelope } from '@micromart/events';
import { withCause } from './cause.ts';
import { recognize } from './consumer/recognize.ts';
import { parkEvent, readDeadLetter, replanTask, takeDeadLetter } from './dead-letters.ts';
import { isWorldFault } from './faults.ts';
import type { MessagingTransaction } from './messaging.ts';
import type { TaskWork } from './tasks/run-task.ts';

export interface RedriveOptions<Prisma> {
  readonly sql: Sql;
  readonly transaction: <Result>(work: (tx: MessagingTransaction<Prisma>) => Promise<Result>) => Promise<Result>;
  /** Lets an event take effect, inbox aside. */
  readonly listen: (tx: MessagingTransaction<Prisma>, event: Envelope) => Promise<void>;
}

/** The task behind `redriveDeadLetters`. Taking the letter out, not the inbox, is what makes the effect happen once. */
export const redriveWork =
  <Prisma>({ sql, transaction, listen }: RedriveOptions<Prisma>): TaskWork<Prisma> =>
  async task => {
    const letter = await readDeadLetter(sql, task.key);
    if (letter === undefined) return;
    if (letter.what === 'task') return replanTask(sql, task.key);
    const event = letter.body as Envelope;
    const cause = { correlationId: event.correlationid, causationId: event.id, traceparent: event.traceparent };
    try {
      const known = recognize(event);
      await withCause(cause, () =>
        transaction(async tx => {
          if (await takeDeadLetter(tx, task.key)) await listen(tx, known);
        }),
      );
    } catch (error) {
      if (isWorldFault(error)) throw error;
      await parkEvent(sql, event, error, 1);
    }
  };
