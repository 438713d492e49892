import type { Sql } from '@micromart/database';
import { COUNT_LIMIT } from '@micromart/service';
import type { PaymentRow } from '../app.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { paymentsById } from './payment-rows.ts';

/** Which payments a list shows, the newest first. */
export interface PaymentListing {
  readonly orderId?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly first: number;
  /** The id of the payment that the page begins behind: ids sort by the time of making. */
  readonly after: string | null;
}

const whereOf = ({ orderId, status }: PaymentListing): Prisma.PaymentWhereInput => ({
  ...(orderId === undefined ? {} : { orderId }),
  ...(status === undefined ? {} : { status: { in: [...status] } }),
});

/** One row more than asked for, where there is one. */
export async function pageOfPayments(prisma: PrismaClient, sql: Sql, listing: PaymentListing): Promise<readonly PaymentRow[]> {
  const found = await prisma.payment.findMany({
    where: { AND: [whereOf(listing), listing.after === null ? {} : { id: { lt: listing.after } }] },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: listing.first + 1,
  });
  const ids = found.map(({ id }) => id);
  const rows = await paymentsById(sql, ids, 'all');
  return rows.toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

export const countPayments = (prisma: PrismaClient, listing: PaymentListing): Promise<number> =>
  prisma.payment.count({ where: whereOf(listing), take: COUNT_LIMIT });

/** Captured less refunded in a span of time (the end excluded), by payment, in minor units. */
export async function netByPayment(
  sql: Sql,
  from: Date,
  to: Date,
): Promise<readonly { readonly paymentId: string; readonly currency: string; readonly net: number }[]> {
  const { rows } = await sql.query<{ paymentId: string; currency: string; net: number }>({
    name: 'net_by_payment',
    text: `SELECT t.payment_id AS "paymentId", p.currency, sum(CASE t.kind WHEN 'CAPTURE' THEN t.amount ELSE -t.amount END)::float8 AS net
      FROM payment_transaction t JOIN payment p ON p.id = t.payment_id
      WHERE t.succeeded AND t.kind IN ('CAPTURE', 'REFUND') AND t.occurred_at >= $1 AND t.occurred_at < $2
      GROUP BY t.payment_id, p.currency`,
    values: [from, to],
  });
  return rows;
}
