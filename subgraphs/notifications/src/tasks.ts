import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { ORDER_MAILS, sendMails } from './use-cases/send-mails.ts';

/** Mails leave by tasks: a mail server that is away holds up nobody. */
export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = {
  [ORDER_MAILS]: sendMails,
};
