import { everyone, permissions as permissionTree, signedIn } from '@micromart/auth';

/** Carts are for everyone; whose cart it is, its id and its owner decide. */
export const permissions = permissionTree({
  Query: everyone,
  Mutation: { '*': everyone, cartMerge: signedIn },
  Subscription: everyone,
  Cart: everyone,
  CartLine: everyone,
  CartWarning: everyone,
  ProductVariant: everyone,
  Address: everyone,
  CartPayload: everyone,
  UserError: everyone,
});
