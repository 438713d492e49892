import { notifications } from '@micromart/notifications';
import { orders } from '@micromart/orders';
import { paymentsListeners } from '@micromart/payments';
import { shipmentsListeners } from '@micromart/shipments';
import { shop } from '@micromart/shop';
import { users } from '@micromart/users';
import { warehouse } from '@micromart/warehouse';
import type { SubgraphDatabase } from './snapshots.ts';

/** Which types of events each subgraph with an inbox listens to, from its own table. */
export const consumers: Readonly<Record<SubgraphDatabase, readonly string[]>> = {
  users: Object.keys(users.listeners),
  shop: Object.keys(shop.listeners),
  warehouse: Object.keys(warehouse.listeners),
  orders: Object.keys(orders.listeners),
  payments: Object.keys(paymentsListeners),
  shipments: Object.keys(shipmentsListeners),
  notifications: Object.keys(notifications.listeners),
};
