import { formatMoney } from '@micromart/money';
import type { OrderKey, PaymentRow } from './app.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { paymentConnection } from './resolvers/payment-connection.ts';
import { completeAction } from './use-cases/complete-action.ts';
import { reconcileLedgers } from './use-cases/reconcile-ledgers.ts';
import { refundPayment } from './use-cases/refund-payment.ts';
import { retryPayment } from './use-cases/retry-payment.ts';

const money = ({ currency }: { readonly currency: string }, amount: number) => formatMoney({ amount, currency });
const moneyOrNull = (of: { readonly currency: string }, amount: number | null) => (amount === null ? null : money(of, amount));

const actionOf = ({ status, actionUrl }: PaymentRow) =>
  status === 'ACTION_REQUIRED' && actionUrl !== null ? { kind: 'redirect', url: actionUrl } : null;

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    payment: (_, { id }, { loaders }) => loaders.payment.load(id),
    payments: (_, args, { app }) => paymentConnection(app, args),
    reconciliation: async (_, { from, to }, { app }) => [...(await reconcileLedgers(app, from, to))],
  },
  Mutation: {
    paymentRetry: (_, input, { app, viewer }) => retryPayment(app, viewer, input),
    paymentActionComplete: (_, { paymentId }, { app, viewer }) => completeAction(app, viewer, paymentId),
    paymentRefund: (_, input, { app, viewer }) => refundPayment(app, viewer, input),
  },
  Order: {
    // an order that payments has not heard of, or that is not the viewer's, is null here
    __resolveReference: async ({ id }, { loaders }): Promise<OrderKey | null> => {
      const payments = await loaders.paymentsOfOrder.load(id);
      return payments.length === 0 ? null : { id };
    },
    payments: async ({ id }, _, { loaders }) => [...(await loaders.paymentsOfOrder.load(id))],
  },
  Payment: {
    order: payment => ({ id: payment.orderId }),
    amount: payment => money(payment, payment.amount),
    captured: payment => money(payment, payment.captured),
    refunded: payment => money(payment, payment.refunded),
    action: actionOf,
    transactions: async (payment, _, { loaders }) => [...(await loaders.transactions.load(payment.id))],
  },
  PaymentTransaction: {
    amount: transaction => money(transaction, transaction.amount),
  },
  PaymentConnection: {
    totalCount: page => page.total(),
  },
  Reconciliation: {
    ledger: entry => money(entry, entry.ledger),
    provider: entry => money(entry, entry.provider),
    differences: entry =>
      entry.differences.map(({ paymentId, ledger, provider }) => ({
        paymentId,
        ledger: moneyOrNull(entry, ledger),
        provider: moneyOrNull(entry, provider),
      })),
  },
};
