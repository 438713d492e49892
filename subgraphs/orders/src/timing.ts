import type { SettingsOf } from '@micromart/service';
import { defaultTiming, type OrderTiming } from './domain/index.ts';
import type { ordersSettings } from './settings.ts';

const seconds = (count: number): number => count * 1_000;

/** How long an order waits for what, as the operator set it. */
export const timingOf = (settings: SettingsOf<typeof ordersSettings>): OrderTiming => ({
  ...defaultTiming,
  payment: seconds(settings.ORDER_PAYMENT_SECONDS),
  paymentAfterFailedCapture: seconds(settings.ORDER_PAYMENT_SECONDS),
  paymentOfGuest: seconds(settings.ORDER_GUEST_RETRY_SECONDS),
  answer: seconds(settings.ORDER_ANSWER_SECONDS),
  answerToCancel: seconds(settings.ORDER_CANCEL_ANSWER_SECONDS),
  patience: {
    processing: seconds(settings.ORDER_PROCESSING_PATIENCE_SECONDS),
    afterPromise: seconds(settings.ORDER_LATE_DELIVERY_DAYS * 86_400),
    otherwise: seconds(settings.ORDER_PATIENCE_SECONDS),
  },
});
