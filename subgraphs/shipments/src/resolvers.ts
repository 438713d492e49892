import { formatMoney } from '@micromart/money';
import { badUserInput } from '@micromart/service';
import type { App, ShipmentRow, TrackingEventRow } from './app.ts';
import type { Resolvers } from './generated/resolvers.ts';
import type { ShipmentsLoaders } from './loaders.ts';
import { estimatesFor, ratesOfCart, selectedRateOf } from './resolvers/cart-rates.ts';
import { shipmentConnection } from './resolvers/shipment-connection.ts';
import { shipmentSubscriptions } from './resolvers/shipment-subscriptions.ts';
import { enableCarrier } from './use-cases/enable-carrier.ts';
import { reassignShipment } from './use-cases/reassign-shipment.ts';
import { recordTrackingEvent } from './use-cases/record-news.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    carriers: (_, _args, { app }) => app.store.carriers(),
    shipment: (_, args, { app, loaders }) => findShipment(app, loaders, args),
    shipments: (_, args, { app }) => shipmentConnection(app, args),
  },
  Mutation: {
    trackingEventRecord: (_, { input }, { app }) => recordTrackingEvent(app, input),
    carrierEnabledSet: (_, { code, enabled }, { app }) => enableCarrier(app, code, enabled),
    shipmentReassign: (_, { id, carrierCode }, { app }) => reassignShipment(app, { shipmentId: id, carrierCode }),
  },
  Subscription: shipmentSubscriptions,
  Cart: {
    // what the gateway hands on is read by the two fields that need it, and given back by none
    __resolveReference: reference => ({ id: reference.id, said: reference }),
    shippingRates: (cart, _, { app }) => ratesOfCart(cart.said, app.clock()),
    shippingRate: (cart, _, { app }) => selectedRateOf(cart.said, app.clock()),
  },
  ProductVariant: {
    __resolveReference: reference => ({ id: reference.id, said: reference }),
    shippingEstimates: (variant, args, { app }) => estimatesFor(variant.said, args, app.clock()),
  },
  ShippingRate: { price: rate => formatMoney(rate.price) },
  ShippingEstimate: { price: rate => formatMoney(rate.price) },
  Order: {
    __resolveReference: ({ id }, { loaders }) => loaders.order.load(id),
    shipments: async (order, _, { loaders }) => [...(await loaders.shipments.load(order.id))],
  },
  Shipment: {
    order: shipment => ({ id: shipment.orderId }),
    carrier: (shipment, _, { loaders }) => carrierNamed(loaders, shipment.carrierCode),
    lines: shipment => [...shipment.lines],
    trackingEvents: (shipment, _, { loaders }) => loaders.trackingEvents.load(shipment.bookingKey) as Promise<TrackingEventRow[]>,
  },
  CarrierChoice: { quotes: choice => [...choice.answers] },
  CarrierQuote: {
    carrier: (answer, _, { loaders }) => carrierNamed(loaders, answer.carrierCode),
    price: answer => (answer.outcome === 'quoted' ? formatMoney({ amount: answer.price, currency: answer.currency }) : null),
    estimatedDelivery: answer => (answer.outcome === 'quoted' ? new Date(answer.estimatedDelivery) : null),
    refusal: answer => (answer.outcome === 'quoted' ? null : answer.reason),
  },
  ShipmentConnection: { totalCount: page => page.total() },
};

async function carrierNamed(loaders: ShipmentsLoaders, code: string) {
  const carrier = await loaders.carrier.load(code);
  if (carrier === null) throw new Error(`there is no carrier ${code}, but a parcel that it has`);
  return carrier;
}

/** By its id, or by a number that a carrier gave it; null for somebody else's. */
async function findShipment(
  app: App,
  loaders: ShipmentsLoaders,
  { id, trackingNumber }: { readonly id?: string | null; readonly trackingNumber?: string | null },
): Promise<ShipmentRow | null> {
  if ((id ?? null) === null && (trackingNumber ?? null) === null) throw badUserInput('name the shipment: id or trackingNumber', ['id']);
  const wanted = id ?? (await app.store.bookingByTrackingNumber(trackingNumber ?? ''))?.shipmentId;
  if (wanted === undefined) return null;
  const [shipment] = await app.store.shipmentsById([wanted]);
  if (shipment === undefined || (await loaders.order.load(shipment.orderId)) === null) return null;
  return trackingNumber === null || trackingNumber === undefined || id === undefined || id === null || shipment.trackingNumber === trackingNumber
    ? shipment
    : null;
}
