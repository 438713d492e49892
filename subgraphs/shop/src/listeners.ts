import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { hearStockLevel } from './use-cases/hear-stock-level.ts';

export const listeners: Listeners<App, PrismaClient> = {
  'stock.level-changed': hearStockLevel,
};
