import type { DefinitionOf, PayloadOf } from '@micromart/events';

type CancelReason = PayloadOf<DefinitionOf<'order.canceled'>>['reason'];

const MONEY_BACK = 'Whatever you paid for it goes back to you.';

/** Why an order is off, as its customer is told. */
export const cancelWords: Readonly<Record<CancelReason, string>> = {
  CUSTOMER: `As you asked, your order will not be sent. ${MONEY_BACK}`,
  STAFF: `We are sorry: we had to cancel your order. ${MONEY_BACK}`,
  OUT_OF_STOCK: `We are sorry: we no longer have everything that you ordered. ${MONEY_BACK}`,
  PAYMENT_FAILED: 'The payment did not go through, so we have put the goods back. You are welcome to order again.',
  EXPIRED: 'The payment was not finished in time, so we have put the goods back. You are welcome to order again.',
  UNDELIVERABLE: `Your order could not be delivered and came back to us. ${MONEY_BACK}`,
};
