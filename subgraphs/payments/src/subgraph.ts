import { defineSubgraph, readSettings, returnOriginsOf } from '@micromart/service';
import type { App } from './app.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import type { PaymentProvider } from './provider.ts';
import { providerCalls } from './provider-calls.ts';
import { resolvers } from './resolvers.ts';
import { paymentsSettings } from './settings.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';

/** @param provider whom customers pay through; its webhooks belong to `receiveProviderEvent`. */
export const payments = (provider: PaymentProvider) =>
  defineSubgraph({
    name: 'payments',
    prisma: adapter => new PrismaClient({ adapter }),
    resolvers,
    permissions,
    loaders: loadersFor,
    listeners,
    tasks,
    open: (parts, messaging): App => {
      const settings = readSettings(paymentsSettings, parts.environment);
      return {
        messaging,
        store: openStore(messaging),
        provider: providerCalls(provider, settings.PAYMENT_PROVIDER_TIMEOUT),
        orderTokens: parts.orderTokens,
        clock: parts.clock,
        newId: parts.newId,
        returnOrigins: returnOriginsOf(settings),
        actionCheckSeconds: settings.PAYMENT_ACTION_CHECK_SECONDS,
      };
    },
  });
