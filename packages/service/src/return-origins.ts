import { z } from 'zod';
import { list } from './settings.ts';

/** Read by orders and by payments, and to be set alike for both: orders takes a retry's address, payments hands it to the provider. */
export const PAYMENT_RETURN_ORIGINS = list()
  .pipe(z.array(z.string().regex(/^https?:\/\/[^/\s]+$/, { error: 'must be origins like https://shop.example, separated by commas' })))
  .default(['http://localhost:3000', 'http://localhost:8080'])
  .describe('Origins that a customer may be sent back to after an action such as 3-D Secure, separated by commas; alike for orders and payments.');
