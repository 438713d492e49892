import { grouped } from './facts.ts';
import type { ShopView } from './shop-view.ts';

/** A payment in our books, and the provider's charge for it. Amounts are minor units. */
export interface PaymentFacts {
  readonly id: string;
  readonly orderId: string;
  readonly number: number;
  readonly status: string;
  readonly captured: number;
  readonly refunded: number;
  readonly currency: string;
}

export interface ChargeFacts {
  readonly id: string;
  /** The payment's id, if it is one of ours. */
  readonly reference: string;
  readonly status: 'action_required' | 'authorized' | 'captured' | 'declined' | 'voided' | 'lapsed';
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  /** How often it was captured, as the provider noted it. */
  readonly captures: number;
  readonly createdAt: Date;
}

export const allPayments = (shop: ShopView): Promise<readonly PaymentFacts[]> =>
  shop.rows<PaymentFacts>(
    'payments',
    `SELECT id, order_id AS "orderId", number, status, captured::float8 AS captured, refunded::float8 AS refunded, currency FROM payment ORDER BY number`,
  );

export const allCharges = (shop: ShopView): Promise<readonly ChargeFacts[]> =>
  shop.rows<ChargeFacts>(
    'provider',
    `SELECT c.id, c.reference, c.status, c.currency, c.captured::float8 AS captured, c.refunded::float8 AS refunded, c.created_at AS "createdAt",
       (SELECT count(*)::int FROM operation o WHERE o.charge_id = c.id AND o.kind = 'CAPTURE' AND o.succeeded) AS captures
     FROM charge c`,
  );

/** The provider's charges by the order that they were made for, as far as we know of them. */
export async function chargesByOrder(shop: ShopView): Promise<(orderId: string) => readonly ChargeFacts[]> {
  const orderOf = new Map((await allPayments(shop)).map(({ id, orderId }) => [id, orderId]));
  const groups = grouped(await allCharges(shop), ({ reference }) => orderOf.get(reference) ?? '');
  return orderId => groups.get(orderId) ?? [];
}

export const sumOf = <Row>(rows: readonly Row[], amountOf: (row: Row) => number): number => rows.reduce((sum, row) => sum + amountOf(row), 0);
