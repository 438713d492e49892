import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { announcePickup, bookCarrier, callOffCarrier } from './use-cases/call-carrier.ts';
import { seekCarrier } from './use-cases/seek-carrier.ts';

/** The calls to carriers: by parcel while one is sought, then by booking. */
export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = {
  'seek carrier': seekCarrier,
  'book carrier': bookCarrier,
  'announce pickup': announcePickup,
  'call off carrier': callOffCarrier,
};
