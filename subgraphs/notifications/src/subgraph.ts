import { defineSubgraph, readSettings } from '@micromart/service';
import { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { openMailer } from './mail/mailer.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { notificationsSettings } from './settings.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';

export const notifications = defineSubgraph({
  name: 'notifications',
  prisma: adapter => new PrismaClient({ adapter }),
  resolvers,
  permissions,
  loaders: loadersFor,
  listeners,
  tasks,
  open(parts, messaging) {
    const settings = readSettings(notificationsSettings, parts.environment);
    return {
      messaging,
      store: openStore(messaging),
      wakeUps: parts.wakeUps,
      mailer: openMailer({ smtpUrl: settings.SMTP_URL, directory: settings.MAIL_DIRECTORY, from: settings.MAIL_FROM }),
      orderTokens: parts.orderTokens,
      storefront: settings.STOREFRONT_URL,
      clock: parts.clock,
      newId: parts.newId,
    };
  },
});
