import { feedOfMany, feedOfOne, forbidden, opened } from '@micromart/service';
import type { OrderRow } from '../app.ts';
import { isEnded } from '../domain/index.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import { visibleTo } from '../loaders.ts';
import { listingOf } from './order-connection.ts';

const versionOf = (order: OrderRow): number => order.lifecycle.version;

export const orderSubscriptions: SubscriptionResolvers = {
  orderUpdated: {
    async subscribe(_, { id }, { app, viewer }) {
      const feed = await opened(
        feedOfOne<OrderRow>({
          wakeUps: app.wakeUps,
          kind: 'order',
          id,
          net: app.net,
          read: async () => (await app.store.ordersById([id], visibleTo(app, viewer, [id])))[0] ?? null,
          versionOf,
          isLast: order => isEnded(order.lifecycle),
          until: viewer.expiresAt,
        }),
      );
      if (feed === null) throw forbidden('there is no such order, or it is not yours to follow');
      return feed;
    },
    resolve: (order: OrderRow) => order,
  },
  orderFeed: {
    subscribe: (_, { filter }, { app, viewer, missedFor }) =>
      feedOfMany({
        wakeUps: app.wakeUps,
        kind: 'order',
        read: ids => app.store.ordersAmong(ids, listingOf(filter)),
        idOf: order => order.id,
        versionOf,
        recent: milliseconds => app.store.changedSince(new Date(app.clock().getTime() - milliseconds)),
        missedFor,
        until: viewer.expiresAt,
      }),
    resolve: (order: OrderRow) => order,
  },
};
