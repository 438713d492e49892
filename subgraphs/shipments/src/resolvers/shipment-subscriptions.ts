import { forbiddenError, isStaff, unauthenticatedError, type Viewer } from '@micromart/auth';
import { feedOfMany, feedOfOne } from '@micromart/service';
import type { App, ShipmentRow } from '../app.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import { visibleTo } from '../loaders.ts';

export const shipmentSubscriptions: SubscriptionResolvers = {
  shipmentUpdated: {
    subscribe: (_, { orderId, accessToken }, { app, viewer, missedFor }) => {
      if (orderId === null || orderId === undefined) return feedOfAll(app, viewer, missedFor);
      const bearer = accessToken === null || accessToken === undefined ? viewer : { ...viewer, orderTokens: [...viewer.orderTokens, accessToken] };
      return eachParcel(feedOfOrder(app, bearer, orderId));
    },
    resolve: (shipment: ShipmentRow) => shipment,
  },
};

function feedOfAll(app: App, viewer: Viewer, missedFor: number | undefined): AsyncGenerator<ShipmentRow> {
  if (!isStaff(viewer)) throw viewer.userId === null ? unauthenticatedError() : forbiddenError();
  return feedOfMany({
    wakeUps: app.wakeUps,
    kind: 'shipment',
    read: ids => app.store.shipmentsById(ids),
    idOf: shipment => shipment.id,
    versionOf: shipment => shipment.version,
    recent: milliseconds => app.store.shipmentsChangedSince(new Date(app.clock().getTime() - milliseconds)),
    missedFor,
    until: viewer.expiresAt,
  });
}

interface ParcelsOfOrder {
  readonly version: number;
  readonly shipments: readonly ShipmentRow[];
}

/** An order that shipments has not heard of yet may become the viewer's to see; one that is somebody else's ends the feed. */
function feedOfOrder(app: App, viewer: Viewer, orderId: string): AsyncGenerator<ParcelsOfOrder> {
  return feedOfOne<ParcelsOfOrder>({
    wakeUps: app.wakeUps,
    kind: 'order-shipments',
    id: orderId,
    net: app.net,
    read: async () => {
      const version = await app.store.caseVersion(orderId, visibleTo(app, viewer, [orderId]));
      if (version === 'hidden') return null;
      if (version === 'unknown') return { version: 0, shipments: [] };
      return { version, shipments: await app.store.shipmentsOfOrders([orderId]) };
    },
    versionOf: state => state.version,
    until: viewer.expiresAt,
  });
}

/** Of each state the parcels that changed since the one before. */
function eachParcel(feed: AsyncGenerator<ParcelsOfOrder>): AsyncGenerator<ShipmentRow> {
  const sent = new Map<string, number>();
  const parcels = (async function* () {
    for await (const { shipments } of feed) {
      for (const shipment of shipments) {
        if (shipment.version <= (sent.get(shipment.id) ?? 0)) continue;
        sent.set(shipment.id, shipment.version);
        yield shipment;
      }
    }
  })();
  const finish = parcels.return.bind(parcels);
  // left to itself, the end would wait for the next change
  parcels.return = async value => {
    await feed.return(undefined);
    return finish(value);
  };
  return parcels;
}
