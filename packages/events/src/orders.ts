import { z } from 'zod';
import { defineEvent } from './event.ts';
import { address, dateTime, minorUnits, orderedLine, orderState } from './parts.ts';

const row = { version: 1, publisher: 'orders', keyedBy: 'order' } as const;

export const orderPlaced = defineEvent({
  ...row,
  type: 'order.placed',
  meaning: 'A cart became an order; stock and payment are asked for.',
  payload: orderState.extend({
    cartId: z.string(),
    lines: z.array(orderedLine),
    shippingAddress: address,
    paymentMethod: z.object({ token: z.string(), returnUrl: z.string().nullable() }),
    placedAt: dateTime,
    /** Until when a payment may be tried again. */
    paymentDueAt: dateTime,
  }),
});

export const orderConfirmed = defineEvent({
  ...row,
  type: 'order.confirmed',
  meaning: 'Stock is held and the payment authorized; it may be captured.',
  payload: orderState,
});

export const orderActionRequired = defineEvent({
  ...row,
  type: 'order.action-required',
  meaning: 'The customer has to do something before the payment goes on.',
  payload: orderState,
});

export const orderPaymentFailed = defineEvent({
  ...row,
  type: 'order.payment-failed',
  meaning: 'The payment failed and may be tried again until the deadline.',
  payload: orderState.extend({ failureCode: z.string().nullable(), paymentDueAt: dateTime }),
});

export const orderCancelRequested = defineEvent({
  ...row,
  type: 'order.cancel-requested',
  meaning: 'Parcels are to be called back, if none has left.',
  payload: orderState.extend({
    /** All of the order's parcels, for whoever has not heard of them yet. */
    parcelIds: z.array(z.string()),
  }),
});

export const orderCancelRefused = defineEvent({
  ...row,
  type: 'order.cancel-refused',
  meaning: 'A parcel had left: the order goes on.',
  payload: orderState,
});

export const orderCanceled = defineEvent({
  ...row,
  type: 'order.canceled',
  meaning: 'The order is off; what is held or paid goes back.',
  payload: orderState.extend({
    reason: z.enum(['CUSTOMER', 'STAFF', 'OUT_OF_STOCK', 'PAYMENT_FAILED', 'EXPIRED', 'UNDELIVERABLE']),
    /** Whether the goods are still on the shelf, or left and come back as returns. */
    goods: z.enum(['on-shelf', 'left']),
  }),
});

export const shipmentRequested = defineEvent({
  ...row,
  type: 'shipment.requested',
  meaning: 'The order is paid: pick it, a parcel a warehouse, and find carriers.',
  payload: orderState.extend({
    parcels: z.array(
      z.object({
        parcelId: z.string(),
        warehouseId: z.string(),
        lines: z.array(
          z.object({
            orderLineId: z.string(),
            variantId: z.string(),
            sku: z.string(),
            name: z.string(),
            quantity: z.int().positive(),
            weightGrams: z.int().nonnegative(),
          }),
        ),
      }),
    ),
    shippingAddress: address,
    /** The rate that the customer chose: what it was called, what it cost and when it promised to be there. */
    rate: z.object({ id: z.string(), name: z.string(), price: minorUnits, promisedDelivery: dateTime }),
  }),
});

export const orderParcelShipped = defineEvent({
  ...row,
  type: 'order.parcel-shipped',
  meaning: 'One of several parcels left.',
  payload: orderState.extend({ parcelId: z.string() }),
});

export const orderShipped = defineEvent({ ...row, type: 'order.shipped', meaning: 'All parcels left.', payload: orderState });

export const orderDeliveryFailed = defineEvent({
  ...row,
  type: 'order.delivery-failed',
  meaning: 'The carrier met nobody; it tries again.',
  payload: orderState.extend({ parcelId: z.string() }),
});

export const orderDelivered = defineEvent({
  ...row,
  type: 'order.delivered',
  meaning: 'All parcels ended and one at least was delivered.',
  payload: orderState,
});

export const orderRefunded = defineEvent({
  ...row,
  type: 'order.refunded',
  meaning: 'Money went back; `refunded` is the sum of it all.',
  payload: orderState,
});

export const orderNeedsAttention = defineEvent({
  ...row,
  type: 'order.needs-attention',
  meaning: 'People must look: it takes longer than it should, or cannot go on by itself.',
  payload: orderState.extend({ why: z.string() }),
});
