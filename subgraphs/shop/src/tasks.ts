import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { PRICE_TURN } from './use-cases/settle-prices.ts';
import { turnPrices } from './use-cases/turn-prices.ts';

export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = {
  [PRICE_TURN]: turnPrices,
};
