import { defineSubgraph } from '@micromart/service';
import { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';

export const shop = defineSubgraph({
  name: 'shop',
  prisma: adapter => new PrismaClient({ adapter }),
  resolvers,
  permissions,
  loaders: loadersFor,
  listeners,
  tasks,
  open: (parts, messaging) => ({ messaging, store: openStore(messaging), newId: parts.newId }),
});
