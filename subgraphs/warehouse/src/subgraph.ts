import { defineSubgraph } from '@micromart/service';
import { PrismaClient } from './generated/prisma/client.ts';
import { createLevelNews } from './level-news.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { openStore } from './store.ts';

export const warehouse = defineSubgraph({
  name: 'warehouse',
  prisma: adapter => new PrismaClient({ adapter }),
  resolvers,
  permissions,
  loaders: loadersFor,
  listeners,
  tasks: {},
  open({ wakeUps, orderTokens, clock, newId, logger }, messaging) {
    const store = openStore(messaging);
    return { messaging, store, wakeUps, orderTokens, clock, newId, logger, levelNews: createLevelNews({ store, messaging, clock, logger }) };
  },
  start: async app => app.levelNews.start(),
  stop: app => app.levelNews.stop(),
});
