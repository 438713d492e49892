import { everyone, orderDesk, permissions as permissionTree } from '@micromart/auth';

/**
 * Who may ask for what. Whose payment it is, the WHERE of every loader decides: a payment that is not the viewer's is null. The warehouse has no
 * say in money.
 */
export const permissions = permissionTree({
  Query: { payment: everyone, payments: orderDesk, reconciliation: orderDesk },
  Mutation: { paymentRetry: everyone, paymentActionComplete: everyone, paymentRefund: orderDesk },
  Order: everyone,
  Payment: everyone,
  PaymentAction: everyone,
  PaymentTransaction: everyone,
  Reconciliation: orderDesk,
  ReconciliationDifference: orderDesk,
  Money: everyone,
  PaymentConnection: everyone,
  PaymentEdge: everyone,
  PageInfo: everyone,
  PaymentPayload: everyone,
  UserError: everyone,
});
