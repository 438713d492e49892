import { randomBytes } from 'node:crypto';
import { createListening, type Listening } from '@micromart/messaging';
import { base32, defineSubgraphWithoutDatabase, readSettings, versionNet } from '@micromart/service';
import type { App } from './app.ts';
import { listeners } from './listeners.ts';
import { loadersFor } from './loaders.ts';
import { permissions } from './permissions.ts';
import { resolvers } from './resolvers.ts';
import { cartsSettings } from './settings.ts';
import { openStore } from './store.ts';

const DAY = 86_400_000;

/** The app with what listens for it beside requests. */
interface CartsApp extends App {
  readonly listening: Listening;
}

export const carts = defineSubgraphWithoutDatabase({
  name: 'carts',
  resolvers,
  permissions,
  loaders: loadersFor,
  open(parts): CartsApp {
    const store = openStore(parts.redis);
    const app: App = {
      store,
      wakeUps: parts.wakeUps,
      net: versionNet({ versionsOf: store.versionsOf, onFault: error => parts.logger.debug({ err: error }, 'followed carts cannot be looked at') }),
      ask: parts.ask,
      clock: parts.clock,
      newLineId: () => parts.newId('crl'),
      newCartId: () => `crt_${base32(randomBytes(16))}`,
      keptFor: readSettings(cartsSettings, parts.environment).CART_DAYS * DAY,
    };
    const { bus, redis, clock, logger, registry } = parts;
    return { ...app, listening: createListening({ name: 'carts', bus, redis, listeners, app: () => app, clock, logger, registry }) };
  },
  ready: app => app.store.ping(),
  start: app => app.listening.start(),
  stop: app => app.listening.stop(),
});
