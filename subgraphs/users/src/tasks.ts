import type { TaskHandler } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { COMPARE_ACCOUNTS, compareAccounts } from './use-cases/compare-accounts.ts';

/** One task for the whole shop, however many replicas there are. */
export const tasks: Readonly<Record<string, TaskHandler<App, PrismaClient>>> = { [COMPARE_ACCOUNTS.kind]: compareAccounts };
