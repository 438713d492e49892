import { returnSettings, wholeNumber } from '@micromart/service';

/** How long an order may rest where it is, and where its customer may be sent back to. */
export const ordersSettings = {
  ORDER_PAYMENT_SECONDS: wholeNumber(1, 86_400)
    .default(1_800)
    .describe('How long after placing, and after a failed capture, a payment may be tried (seconds).'),
  ORDER_GUEST_RETRY_SECONDS: wholeNumber(1, 86_400).default(600).describe('How long a guest may try a failed payment again (seconds).'),
  ORDER_ANSWER_SECONDS: wholeNumber(1, 3_600)
    .default(60)
    .describe('After how long without an answer an order announces its stage again (seconds); doubled up to ten minutes.'),
  ORDER_CANCEL_ANSWER_SECONDS: wholeNumber(1, 3_600).default(15).describe('The same while parcels are called back (seconds).'),
  ORDER_PATIENCE_SECONDS: wholeNumber(1, 604_800).default(900).describe('After how long an order that does not move needs attention (seconds).'),
  ORDER_PROCESSING_PATIENCE_SECONDS: wholeNumber(1, 2_592_000).default(259_200).describe('The same while it is picked and packed (seconds).'),
  ORDER_LATE_DELIVERY_DAYS: wholeNumber(0, 60).default(7).describe('How many days after the promised delivery a shipped order needs attention.'),
  ...returnSettings,
};
