import type { Task, TaskLease } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { DeadlineKind } from '../domain/index.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { setDeadlines } from './announce.ts';
import { takeStep } from './take-step.ts';

/** A deadline has come: the lifecycle says what that means for the order, if anything any more. */
export const passDeadline =
  (deadline: DeadlineKind) =>
  (app: App, task: Task, lease: TaskLease<PrismaClient>): Promise<void> =>
    lease.complete(async tx => {
      const step = await takeStep(app, tx, task.key, { type: `${deadline} deadline` }, {});
      // the database's clock runs ahead of ours, or the deadline was moved meanwhile: it is still to come
      if (step?.verdict === 'unchanged') setDeadlines(tx, task.key, [{ deadline, due: step.order.lifecycle.deadlines[deadline] }]);
    });
