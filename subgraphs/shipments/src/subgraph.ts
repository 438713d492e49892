import { defineSubgraph, readSettings, versionNet } from '@micromart/service';
import type { App } from './app.ts';
import type { Carrier } from './carrier.ts';
import { carrierCalls } from './carrier-calls.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { shipmentsMetrics } from './metrics.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { shipmentsSettings } from './settings.ts';
import { openStore } from './store.ts';
import { tasks } from './tasks.ts';

/** @param carriers those that the shop has a contract with. */
export const shipments = (carriers: readonly Carrier[]) =>
  defineSubgraph({
    name: 'shipments',
    prisma: adapter => new PrismaClient({ adapter }),
    resolvers,
    permissions,
    loaders: loadersFor,
    listeners,
    tasks,
    open: async (parts, messaging): Promise<App> => {
      const settings = readSettings(shipmentsSettings, parts.environment);
      const metrics = shipmentsMetrics(parts.registry);
      const store = openStore(messaging);
      await store.rememberCarriers(carriers, parts.newId);
      return {
        messaging,
        store,
        wakeUps: parts.wakeUps,
        net: versionNet({
          versionsOf: store.caseVersions,
          onFault: error => parts.logger.debug({ err: error }, 'followed parcels cannot be looked at'),
        }),
        orderTokens: parts.orderTokens,
        clock: parts.clock,
        newId: parts.newId,
        logger: parts.logger,
        metrics,
        calls: carrierCalls({ quote: settings.CARRIER_QUOTE_TIMEOUT, call: settings.CARRIER_CALL_TIMEOUT }, metrics),
        carriers: new Map(carriers.map(carrier => [carrier.code, carrier])),
        strategy: settings.CARRIER_STRATEGY === 'by-rate' ? null : settings.CARRIER_STRATEGY,
      };
    },
  });
