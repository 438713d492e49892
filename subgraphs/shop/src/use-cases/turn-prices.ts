import type { Task, TaskLease } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { announceVariants } from './announce-variants.ts';
import { settlePrices } from './settle-prices.ts';

/** A scheduled price of a product has begun or ended: searches and other subgraphs follow. What a shopper pays never waited for this. */
export const turnPrices = (app: App, task: Task, lease: TaskLease<PrismaClient>): Promise<void> =>
  lease.complete(async tx => {
    const moment = await app.store.lockCatalog(tx);
    await announceVariants(app, tx, await settlePrices(app, tx, [task.key], moment), moment);
  });
