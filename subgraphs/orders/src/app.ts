import type { Address } from '@micromart/address';
import type { OrderTokens } from '@micromart/auth';
import type { Messaging } from '@micromart/messaging';
import type { AskShop, Context, NewId, Page, VersionNet, WakeUpSource } from '@micromart/service';
import type { CartTotals } from './domain/checkout.ts';
import type { OrderState, OrderTiming } from './domain/index.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { OrdersLoaders } from './loaders.ts';
import type { Store } from './store.ts';

/** What the use cases of orders are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly wakeUps: WakeUpSource;
  /** Of the orders that are followed. */
  readonly net: VersionNet;
  readonly ask: AskShop;
  readonly orderTokens: OrderTokens;
  readonly clock: () => Date;
  readonly newId: NewId;
  readonly timing: OrderTiming;
  /** Sites that a customer may be sent back to after an action such as 3-D Secure. */
  readonly returnOrigins: readonly string[];
}

export type OrdersContext = Context<App, OrdersLoaders>;

/** An order as it is stored. Amounts are in minor units of `currency`. */
export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly cartId: string;
  readonly customerId: string | null;
  readonly email: string;
  readonly currency: string;
  /** Stage, version and facets. */
  readonly lifecycle: OrderState;
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly taxIncluded: boolean;
  readonly taxLines: CartTotals['taxLines'];
  readonly discounts: CartTotals['discounts'];
  readonly shippingAddress: Address;
  readonly billingAddress: Address;
  readonly shippingRate: ShippingRate;
  readonly paymentMethod: { readonly token: string; readonly returnUrl: string | null };
  readonly placedAt: Date;
  readonly updatedAt: Date;
}

/** The rate that the customer chose; `promisedDelivery` is ISO 8601. */
export interface ShippingRate {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly promisedDelivery: string;
}

export interface OrderLineRow {
  readonly id: string;
  readonly orderId: string;
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly weightGrams: number;
  readonly currency: string;
  readonly unitPrice: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
}

export interface OrderEventRow {
  readonly id: string;
  readonly orderId: string;
  readonly type: string;
  readonly message: string;
  readonly actorId: string | null;
  readonly causationId: string | null;
  readonly traceId: string | null;
  readonly occurredAt: Date;
}

/** A page of orders; `total` is counted only when somebody asks. */
export type OrderPage = Page<OrderRow> & { readonly total: () => Promise<number> };

/** Another subgraph's user, by the one thing that orders knows. */
export interface UserKey {
  readonly id: string;
}
