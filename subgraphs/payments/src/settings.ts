import { returnSettings, wholeNumber } from '@micromart/service';

/** How payments deals with the provider, and where it lets customers be sent back to. */
export const paymentsSettings = {
  ...returnSettings,
  PAYMENT_PROVIDER_TIMEOUT: wholeNumber(10, 60_000)
    .default(10_000)
    .describe('How long the payment provider may take for an answer before it is asked what it did (milliseconds).'),
  PAYMENT_ACTION_CHECK_SECONDS: wholeNumber(1, 3_600)
    .default(60)
    .describe('How often the provider is asked about an action that the customer does not come back from (seconds).'),
};
