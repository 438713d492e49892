import type { OrderTokens } from '@micromart/auth';
import type { Address } from '@micromart/address';
import type { Messaging } from '@micromart/messaging';
import type { Context, Logger, NewId, Page, VersionNet, WakeUpSource } from '@micromart/service';
import type { Carrier } from './carrier.ts';
import type { CarrierCalls } from './carrier-calls.ts';
import type { CarrierAnswer, StrategyName } from './domain/choice.ts';
import type { Rate } from './domain/rates.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { ShipmentsLoaders } from './loaders.ts';
import type { ShipmentsMetrics } from './metrics.ts';
import type { ShipmentStatus } from './domain/statuses.ts';
import type { Store } from './store.ts';

/** What the use cases of shipments are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly wakeUps: WakeUpSource;
  /** Of the orders whose parcels are followed. */
  readonly net: VersionNet;
  readonly orderTokens: OrderTokens;
  readonly clock: () => Date;
  readonly newId: NewId;
  readonly logger: Logger;
  readonly metrics: ShipmentsMetrics;
  readonly calls: CarrierCalls;
  /** By code: whom the shop has a contract with. */
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** How carriers are chosen for every parcel; null: as the customer's rate promised. */
  readonly strategy: StrategyName | null;
}

export type ShipmentsContext = Context<App, ShipmentsLoaders>;

/** What `shipment.requested` said of an order: where its parcels go and what the customer was promised. */
export interface DeliveryRequest {
  readonly currency: string;
  readonly address: Address;
  readonly rateId: string;
  /** ISO 8601 in UTC. */
  readonly promisedDelivery: string;
}

export interface ParcelLine {
  readonly orderLineId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
}

/** How a parcel's carrier was chosen, and what all that were asked said. */
export interface RecordedChoice {
  readonly strategy: string;
  readonly answers: readonly CarrierAnswer[];
}

/** A parcel as it is stored, with or without a carrier. */
export interface ParcelRow {
  readonly id: string;
  readonly orderId: string;
  readonly warehouseId: string;
  readonly status: ShipmentStatus;
  readonly lines: readonly ParcelLine[];
  readonly weightGrams: number;
  readonly choice: RecordedChoice | null;
  readonly bookingKey: string | null;
  readonly carrierCode: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly labelUrl: string | null;
  readonly estimatedDelivery: Date | null;
  /** When the carrier was first known to have it. */
  readonly leftAt: Date | null;
  /** When the newest news that was obeyed had happened. */
  readonly newsAt: Date | null;
  /** Grows by one at every change that somebody could see. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A parcel that a carrier knows of: the API's Shipment. */
export interface ShipmentRow extends ParcelRow {
  readonly bookingKey: string;
  readonly carrierCode: string;
  readonly trackingNumber: string;
}

export const isBooked = (parcel: ParcelRow): parcel is ShipmentRow => parcel.bookingKey !== null;

export interface TrackingEventRow {
  readonly id: string;
  readonly bookingKey: string;
  readonly status: ShipmentStatus;
  readonly location: string | null;
  readonly message: string;
  readonly occurredAt: Date;
}

export interface CarrierRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly enabled: boolean;
}

/** A page of shipments; `total` is counted only when somebody asks. */
export type ShipmentPage = Page<ShipmentRow> & { readonly total: () => Promise<number> };

/** An order that the viewer may see, by the one thing that shipments needs to know of it. */
export interface OrderKey {
  readonly id: string;
}

/** A cart, with what the gateway handed on of it: to be checked before it is believed. */
export interface CartSaid {
  readonly id: string;
  readonly said: unknown;
}
export type VariantSaid = CartSaid;
export type RateOfCart = Rate & { readonly id: string };
