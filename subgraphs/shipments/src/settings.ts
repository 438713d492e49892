import { wholeNumber } from '@micromart/service';
import { z } from 'zod';
import { strategyNames } from './domain/choice.ts';

/** How carriers are chosen and how long they are waited for. */
export const shipmentsSettings = {
  CARRIER_STRATEGY: z
    .enum(['by-rate', ...strategyNames])
    .default('by-rate')
    .describe('How a parcel gets its carrier: by-rate goes by what the customer paid for; the others go for every parcel alike.'),
  CARRIER_QUOTE_TIMEOUT: wholeNumber(10, 60_000)
    .default(2_000)
    .describe('How long a carrier may take for a quote before it is out of the choice (milliseconds).'),
  CARRIER_CALL_TIMEOUT: wholeNumber(10, 60_000)
    .default(5_000)
    .describe('How long a carrier may take to book, to call off or to be told that a parcel is ready, before it is asked again (milliseconds).'),
};
