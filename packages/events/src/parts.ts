import { z } from 'zod';

/** Amounts are integers in minor units of the currency beside them (ISO 4217). */
export const minorUnits = z.int();
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);
export const dateTime = z.iso.datetime();

export const address = z.object({
  name: z.string(),
  company: z.string().nullable(),
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string(),
  region: z.string().nullable(),
  postalCode: z.string(),
  countryCode: z.string(),
  phone: z.string().nullable(),
});

/** The state of an order that every event of `orders` carries. */
export const orderState = z.object({
  orderId: z.string(),
  /** For people: `M-100042`. */
  number: z.string(),
  version: z.int(),
  status: z.enum(['PLACED', 'CONFIRMED', 'PROCESSING', 'CANCELING', 'SHIPPED', 'DELIVERED', 'CANCELED']),
  customerId: z.string().nullable(),
  email: z.string(),
  currency: currencyCode,
  total: minorUnits,
  refunded: minorUnits,
});
export type OrderState = z.infer<typeof orderState>;

export const orderedLine = z.object({
  lineId: z.string(),
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
  weightGrams: z.int().nonnegative(),
});

export const paymentState = z.object({
  orderId: z.string(),
  paymentId: z.string(),
  currency: currencyCode,
  amount: minorUnits,
  captured: minorUnits,
  /** Cumulative. */
  refunded: minorUnits,
  failureCode: z.string().nullable(),
});

export const parcelLine = z.object({
  orderLineId: z.string(),
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
});

export const shipmentState = z.object({
  orderId: z.string(),
  parcelId: z.string(),
  status: z.enum(['CREATED', 'READY', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'FAILED', 'RETURNED', 'CANCELED']),
  carrierCode: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
});
