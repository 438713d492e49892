import type { OrderTokens } from '@micromart/auth';
import type { Messaging } from '@micromart/messaging';
import type { Context, NewId, Page } from '@micromart/service';
import type { PaymentCase } from './domain/index.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { PaymentStatus, PaymentTransactionKind } from './generated/resolvers.ts';
import type { PaymentsLoaders } from './loaders.ts';
import type { ProviderCalls } from './provider-calls.ts';
import type { Store } from './store.ts';

/** What the use cases of payments are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly provider: ProviderCalls;
  readonly orderTokens: OrderTokens;
  readonly clock: () => Date;
  readonly newId: NewId;
  /** Where a customer may be sent back to: `https://shop.example`. */
  readonly returnOrigins: readonly string[];
  readonly actionCheckSeconds: number;
}

export type PaymentsContext = Context<App, PaymentsLoaders>;

/** What is kept of an order. */
export interface CaseRow {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly currency: string | null;
  readonly lifecycle: PaymentCase;
}

/** A payment as it is stored. Amounts are in minor units of `currency`. */
export interface PaymentRow {
  readonly id: string;
  readonly orderId: string;
  /** 1 for the first try. */
  readonly number: number;
  readonly status: PaymentStatus;
  readonly currency: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  readonly failureCode: string | null;
  readonly methodName: string;
  readonly actionUrl: string | null;
  readonly token: string;
  readonly returnUrl: string | null;
  readonly chargeId: string | null;
  readonly chargeVersion: number;
  readonly createdAt: Date;
}

/** What the provider did, or refused to do. */
export interface TransactionRow {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: PaymentTransactionKind;
  readonly currency: string;
  readonly amount: number;
  readonly succeeded: boolean;
  readonly providerReference: string;
  readonly occurredAt: Date;
}

/** Another subgraph's order, with those of its payments that the viewer may see, the newest first. */
export interface OrderKey {
  readonly id: string;
  readonly payments?: readonly PaymentRow[];
}

/** A page of payments; `total` is counted only when somebody asks. */
export type PaymentPage = Page<PaymentRow> & { readonly total: () => Promise<number> };
