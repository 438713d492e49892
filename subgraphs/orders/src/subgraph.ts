import { defineSubgraph, readSettings, returnOriginsOf, versionNet } from '@micromart/service';
import type { App } from './app.ts';
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
  open(parts, messaging): App {
    const { wakeUps, ask, orderTokens, clock, newId, logger } = parts;
    const settings = readSettings(ordersSettings, parts.environment);
    const store = openStore(messaging);
    return {
      messaging,
      store,
      wakeUps,
      net: versionNet({ versionsOf: store.versionsOf, onFault: error => logger.debug({ err: error }, 'followed orders cannot be looked at') }),
      ask,
      orderTokens,
      clock,
      newId,
      timing: timingOf(settings),
      returnOrigins: returnOriginsOf(settings),
    };
  },
});
