import { formatMoney } from '@micromart/money';
import { isOrderDesk, isStaff, type Viewer } from '@micromart/auth';
import type { OrderLineRow, OrderRow } from './app.ts';
import { actionsFor, fulfillmentStatus, paymentStatus, type ViewerKind } from './domain/index.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { mayListOrdersOf, orderConnection, ordersOfCustomer } from './resolvers/order-connection.ts';
import { orderSubscriptions } from './resolvers/order-subscriptions.ts';
import { cancelOrder } from './use-cases/cancel-order.ts';
import { placeOrder } from './use-cases/place-order.ts';

const money = (of: { readonly currency: string }, amount: number) => formatMoney({ amount, currency: of.currency });

const totalsOf = (order: OrderRow) => ({
  subtotal: money(order, order.subtotal),
  discounts: order.discounts.map(discount => ({ ...discount, amount: money(order, discount.amount) })),
  discount: money(order, order.discount),
  shipping: money(order, order.shipping),
  tax: money(order, order.tax),
  taxLines: order.taxLines.map(line => ({ ...line, amount: money(order, line.amount) })),
  taxIncluded: order.taxIncluded,
  total: money(order, order.total),
  refunded: money(order, order.lifecycle.payment.refunded),
});

/** The order came through the WHERE of its loader: who is not staff is its customer, or holds its token. */
const viewerKind = (viewer: Viewer, order: OrderRow): ViewerKind => {
  if (order.customerId !== null && order.customerId === viewer.userId) return 'customer';
  if (isOrderDesk(viewer)) return 'support';
  return isStaff(viewer) ? 'onlooker' : 'customer';
};

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    order: (_, { id }, { loaders }) => loaders.order.load(id),
    orders: (_, args, { app }) => orderConnection(app, args),
  },
  Mutation: {
    orderPlace: (_, { input }, context) => placeOrder(context.app, context, input),
    orderCancel: (_, { id, note }, { app, viewer }) => cancelOrder(app, viewer, { orderId: id, note: note ?? null }),
  },
  Subscription: orderSubscriptions,
  User: {
    // orders keeps nothing of people but their ids: whoever may not list somebody's orders does not hear that there is such a user
    __resolveReference: ({ id }, { viewer }) => (mayListOrdersOf(viewer, id) ? { id } : null),
    orders: (user, args, { app, viewer }) => ordersOfCustomer(app, viewer, user.id, args),
  },
  Order: {
    __resolveReference: ({ id }, { loaders }) => loaders.order.load(id),
    status: order => order.lifecycle.stage,
    paymentStatus: order => paymentStatus(order.lifecycle),
    fulfillmentStatus: order => fulfillmentStatus(order.lifecycle),
    actions: (order, _, { app, viewer }) => actionsFor(order.lifecycle, viewerKind(viewer, order), app.clock()),
    customer: order => (order.customerId === null ? null : { id: order.customerId }),
    lines: (order, _, { loaders }) => loaders.lines.load(order.id) as Promise<OrderLineRow[]>,
    totals: totalsOf,
    shippingRateName: order => order.shippingRate.name,
    promisedDelivery: order => new Date(order.shippingRate.promisedDelivery),
    paymentDueAt: order => (order.lifecycle.deadlines.payment === null ? null : new Date(order.lifecycle.deadlines.payment)),
    cancelReason: order => order.lifecycle.reason,
    returns: () => [],
    history: async (order, _, { loaders }) => [...(await loaders.history.load(order.id))],
    version: order => order.lifecycle.version,
  },
  OrderLine: {
    variant: line => ({ id: line.variantId }),
    unitPrice: line => money(line, line.unitPrice),
    discount: line => money(line, line.discount),
    tax: line => money(line, line.tax),
    total: line => money(line, line.total),
    returnableQuantity: () => 0,
    returnedQuantity: () => 0,
  },
  OrderEvent: {
    actor: entry => (entry.actorId === null ? null : { id: entry.actorId }),
  },
  OrderConnection: {
    totalCount: page => page.total(),
  },
};
