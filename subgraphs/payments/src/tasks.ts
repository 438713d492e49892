import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { askProvider, authorizePayment, capturePayment, sendRefund, voidPayment } from './use-cases/call-provider.ts';

/** Calls to the provider: by payment, refunds by refund. */
export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = {
  authorize: authorizePayment,
  ask: askProvider,
  capture: capturePayment,
  void: voidPayment,
  refund: sendRefund,
};
