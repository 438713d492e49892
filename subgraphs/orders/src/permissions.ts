import { everyone, permissions as permissionTree, staff } from '@micromart/auth';

/**
 * Who may ask for what. Whose order it is, the WHERE of every loader decides: an order that is not the viewer's is null.
 */
export const permissions = permissionTree({
  Query: { order: everyone, orders: staff },
  Mutation: { orderPlace: everyone, orderCancel: everyone },
  Subscription: { orderUpdated: everyone, orderFeed: staff },
  User: everyone,
  Order: everyone,
  OrderLine: everyone,
  OrderTotals: everyone,
  OrderEvent: { '*': everyone, causationId: staff, traceId: staff },
  Return: everyone,
  ReturnLine: everyone,
  DiscountAllocation: everyone,
  TaxLine: everyone,
  ProductVariant: everyone,
  Address: everyone,
  Money: everyone,
  OrderConnection: everyone,
  OrderEdge: everyone,
  PageInfo: everyone,
  OrderPlacePayload: everyone,
  OrderPayload: everyone,
  UserError: everyone,
});
