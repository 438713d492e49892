import type { Sql } from '@micromart/database';
import type { Messaging } from '@micromart/messaging';
import type { PrismaClient } from './generated/prisma/client.ts';
import { lockCase, saveCase } from './store/cases.ts';
import { keyed, noteKey } from './store/keys.ts';
import { countPayments, netByPayment, pageOfPayments, type PaymentListing } from './store/payment-lists.ts';
import {
  isOrderVisible,
  isReportKnown,
  ordersOfPayments,
  paymentsById,
  paymentsOfOrders,
  transactionsOf,
  type Visible,
} from './store/payment-rows.ts';
import { areRefundsAnswered, refundById } from './store/refunds.ts';

export type { CaseStep, NewRefund, Standing } from './store/cases.ts';
export type { Key } from './store/keys.ts';
export type { PaymentListing } from './store/payment-lists.ts';
export type { Visible } from './store/payment-rows.ts';

/** The only code that talks to the database of payments. */
export type Store = ReturnType<typeof openStore>;

export function openStore({ database }: Messaging<PrismaClient>) {
  const { prisma } = database;
  return {
    lockCase,
    saveCase,
    noteKey,
    keyed: (operation: string, scope: string, key: string) => keyed(database, operation, scope, key),
    paymentsById: (ids: readonly string[], visible: Visible, sql: Sql = database) => paymentsById(sql, ids, visible),
    paymentsOfOrders: (orderIds: readonly string[], visible: Visible) => paymentsOfOrders(database, orderIds, visible),
    ordersOfPayments: (ids: readonly string[]) => ordersOfPayments(database, ids),
    isOrderVisible: (orderId: string, visible: Visible) => isOrderVisible(database, orderId, visible),
    isReportKnown: (report: Parameters<typeof isReportKnown>[1]) => isReportKnown(database, report),
    transactionsOf: (paymentIds: readonly string[]) => transactionsOf(database, paymentIds),
    refundById: (id: string) => refundById(database, id),
    areRefundsAnswered: (paymentId: string) => areRefundsAnswered(database, paymentId),
    pageOfPayments: (listing: PaymentListing) => pageOfPayments(prisma, database, listing),
    countPayments: (listing: PaymentListing) => countPayments(prisma, listing),
    netByPayment: (from: Date, to: Date) => netByPayment(database, from, to),
  };
}
