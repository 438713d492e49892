import { admin, everyone, orderDesk, permissions as permissionTree, staff } from '@micromart/auth';

/**
 * Who may ask for what. Whose parcels they are, the WHERE of every loader decides: an order that is not the viewer's has none.
 */
export const permissions = permissionTree({
  Query: { carriers: staff, shipment: everyone, shipments: staff },
  Mutation: { trackingEventRecord: orderDesk, carrierEnabledSet: admin, shipmentReassign: orderDesk },
  Subscription: { shipmentUpdated: everyone },
  Cart: everyone,
  ProductVariant: everyone,
  ShippingRate: everyone,
  ShippingEstimate: everyone,
  Order: everyone,
  Shipment: { '*': everyone, choice: staff, labelUrl: staff },
  ShipmentLine: everyone,
  TrackingEvent: everyone,
  Carrier: everyone,
  CarrierChoice: staff,
  CarrierQuote: staff,
  Money: everyone,
  ShipmentConnection: everyone,
  ShipmentEdge: everyone,
  PageInfo: everyone,
  ShipmentPayload: everyone,
  CarrierPayload: everyone,
  UserError: everyone,
});
