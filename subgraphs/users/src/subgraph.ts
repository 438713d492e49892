import { defineSubgraph, readSettings } from '@micromart/service';
import { keycloakAccounts } from './accounts/keycloak-accounts.ts';
import type { App } from './app.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { usersSettings } from './settings.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';
import { COMPARE_ACCOUNTS } from './use-cases/compare-accounts.ts';

export const users = defineSubgraph({
  name: 'users',
  prisma: adapter => new PrismaClient({ adapter }),
  resolvers,
  permissions,
  loaders: loadersFor,
  listeners: {},
  tasks,
  open: (parts, messaging): App => {
    const settings = readSettings(usersSettings, parts.environment);
    return {
      messaging,
      store: openStore(messaging, {
        url: parts.databaseUrl,
        onLost: error => parts.logger.warn({ err: error }, 'the connection that holds a lock broke'),
      }),
      newId: parts.newId,
      clock: parts.clock,
      logger: parts.logger,
      accounts: keycloakAccounts({
        realmUrl: settings.ISSUER_INTERNAL_URL ?? settings.ISSUER_URL,
        clientId: settings.IDENTITY_ADMIN_CLIENT_ID,
        clientSecret: settings.IDENTITY_ADMIN_CLIENT_SECRET,
        timeout: settings.IDENTITY_TIMEOUT,
      }),
      comparedEvery: settings.ACCOUNTS_COMPARED_EVERY,
    };
  },
  start: app => app.messaging.transaction(async tx => tx.schedule(COMPARE_ACCOUNTS)),
});
