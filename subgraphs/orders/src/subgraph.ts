import { defineSubgraph, readSettings } from '@micromart/service';
import { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { ordersSettings } from './settings.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';
import { timingOf } from './timing.ts';

export const orders = defineSubgraph({
  name: 'orders',
  prisma: adapter => new PrismaClient({ adapter }),
  resolvers,
  permissions,
  loaders: loadersFor,
  listeners,
  tasks,
  open: (parts, messaging) => ({
    messaging,
    store: openStore(messaging),
    wakeUps: parts.wakeUps,
    ask: parts.ask,
    orderTokens: parts.orderTokens,
    clock: parts.clock,
    newId: parts.newId,
    timing: timingOf(readSettings(ordersSettings, parts.environment)),
  }),
});
