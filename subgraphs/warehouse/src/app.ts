import type { OrderTokens } from '@micromart/auth';
import type { Messaging } from '@micromart/messaging';
import type { Context, Logger, NewId, Page, WakeUpSource } from '@micromart/service';
import type { Lacking } from './domain/allocation-plan.ts';
import type { StockCase } from './domain/index.ts';
import type { MovementKind } from './domain/movements.ts';
import type { PickTaskStatus } from './domain/picking.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { WarehouseLoaders } from './loaders.ts';
import type { Store } from './store.ts';
import type { LevelNews } from './level-news.ts';

/** What the use cases of warehouse are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly wakeUps: WakeUpSource;
  readonly orderTokens: OrderTokens;
  readonly clock: () => Date;
  readonly newId: NewId;
  readonly logger: Logger;
  readonly levelNews: LevelNews;
}

export type WarehouseContext = Context<App, WarehouseLoaders>;

export interface WarehouseRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface AisleRow {
  readonly id: string;
  readonly warehouseId: string;
  readonly code: string;
}

export interface ShelfRow {
  readonly id: string;
  readonly aisleId: string;
  readonly warehouseId: string;
  readonly code: string;
  readonly label: string;
  /** What lies here is not promised to anybody. */
  readonly forReturns: boolean;
}

/** Warehouse's own copy of a variant. */
export interface VariantRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly barcode: string | null;
  readonly weightGrams: number | null;
}

/** How much of a variant lies on a shelf. */
export interface LevelRow {
  readonly id: string;
  readonly variantId: string;
  readonly shelfId: string;
  readonly warehouseId: string;
  readonly sku: string;
  readonly name: string;
  readonly onHand: number;
  readonly allocated: number;
  readonly reorderPoint: number;
  readonly version: number;
  readonly updatedAt: Date;
}

export interface MovementRow {
  readonly id: string;
  readonly kind: MovementKind;
  readonly variantId: string;
  readonly shelfId: string;
  readonly quantity: number;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly actorId: string | null;
  readonly occurredAt: Date;
}

/** A part of an order's line on one shelf; once the order is to be picked, a line of its pick task. */
export interface AllocationRow {
  readonly id: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly variantId: string;
  readonly shelfId: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly status: 'HELD' | 'RELEASED' | 'SHIPPED';
  readonly sku: string;
  readonly name: string;
  /** Of one unit. */
  readonly weightGrams: number;
  readonly pickTaskId: string | null;
  /** Units in the tote. */
  readonly picked: number;
}

export interface PickTaskRow {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly warehouseId: string;
  readonly status: PickTaskStatus;
  readonly pickerId: string | null;
  readonly weightGrams: number | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** All that warehouse knows of an order, but for its goods. */
export interface CaseRow {
  readonly orderId: string;
  /** Null until an event of orders was heard. */
  readonly orderNumber: string | null;
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly lifecycle: StockCase;
  /** What could not be had when it was rejected. */
  readonly missing: readonly Lacking[];
}

/** Another subgraph's entities, by the one thing that warehouse knows of them. */
export interface VariantKey {
  readonly id: string;
}
export interface OrderKey {
  readonly id: string;
}
export interface UserKey {
  readonly id: string;
}

/** `total` is counted only when somebody asks. */
export type LevelPage = Page<LevelRow> & { readonly total: () => Promise<number> };
export type MovementPage = Page<MovementRow>;
export type PickTaskPage = Page<PickTaskRow> & { readonly total: () => Promise<number> };
