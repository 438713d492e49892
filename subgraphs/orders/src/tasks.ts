import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { passDeadline } from './use-cases/pass-deadline.ts';

/** An order's deadlines, each a row with a due time. */
export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = {
  'payment deadline': passDeadline('payment'),
  'answer deadline': passDeadline('answer'),
  'patience deadline': passDeadline('patience'),
};
