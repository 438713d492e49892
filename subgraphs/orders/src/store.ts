import type { Sql } from '@micromart/database';
import type { Messaging } from '@micromart/messaging';
import type { PrismaClient } from './generated/prisma/client.ts';
import { historyOf, linesOf, lockOrder, ordersById, versionsOf, type Visible } from './store/order-rows.ts';
import { countOrders, type OrderListing, ordersAmong, ordersChangedSince, pageOfOrders } from './store/order-lists.ts';
import { insertOrder, saveStep } from './store/order-writes.ts';

export type { Visible } from './store/order-rows.ts';
export type { OrderListing } from './store/order-lists.ts';

/** The only code that talks to the database of orders. */
export type Store = ReturnType<typeof openStore>;

export function openStore({ database }: Messaging<PrismaClient>) {
  const { prisma } = database;
  return {
    insertOrder,
    saveStep,
    lockOrder,
    ordersById: (ids: readonly string[], visible: Visible) => ordersById(database, ids, visible),
    versionsOf: (ids: readonly string[]) => versionsOf(database, ids),
    linesOf: (orderIds: readonly string[], sql: Sql = database) => linesOf(sql, orderIds),
    historyOf: (orderIds: readonly string[]) => historyOf(database, orderIds),
    pageOfOrders: (listing: OrderListing) => pageOfOrders(prisma, database, listing),
    ordersAmong: (ids: readonly string[], filter: Omit<OrderListing, 'first' | 'after'>) => ordersAmong(prisma, database, ids, filter),
    countOrders: (listing: OrderListing) => countOrders(prisma, listing),
    /** What a key gave before; undefined when it is new. */
    async keyed(operation: string, scope: string, key: string): Promise<{ readonly hash: string; readonly orderId: string } | undefined> {
      const { rows } = await database.query<{ hash: string; orderId: string }>({
        name: 'idempotency_key',
        text: 'SELECT hash, order_id AS "orderId" FROM idempotency_key WHERE operation = $1 AND scope = $2 AND key = $3',
        values: [operation, scope, key],
      });
      return rows[0];
    },
    isCartOrdered: async (cartId: string): Promise<boolean> => (await prisma.order.count({ where: { cartId } })) > 0,
    async nextNumber(sql: Sql): Promise<string> {
      const { rows } = await sql.query<{ number: string }>({ name: 'next_order_number', text: `SELECT 'M-' || nextval('order_number') AS number` });
      return String(rows[0]?.number);
    },
    changedSince: (moment: Date) => ordersChangedSince(prisma, moment),
  };
}
