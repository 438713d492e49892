import type { Task, TaskLease } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { DeadlineKind } from '../domain/index.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { takeStep } from './take-step.ts';

/** A deadline has come: the lifecycle says what that means for the order, if anything any more. */
export const passDeadline =
  (deadline: DeadlineKind) =>
  (app: App, task: Task, lease: TaskLease<PrismaClient>): Promise<void> =>
    lease.complete(async tx => {
      const step = await takeStep(app, tx, task.key, { type: `${deadline} deadline` }, {});
      const due = step?.verdict === 'unchanged' ? step.order.lifecycle.deadlines[deadline] : null;
      if (due === null) return;
      // the database's clock runs ahead of ours, or the deadline was moved meanwhile: it is still to come, by ours
      const inSeconds = Math.max(0, Date.parse(due) - app.clock().getTime()) / 1_000;
      tx.schedule({ kind: task.kind, key: task.key, dueAt: { inSeconds } });
    });
