import { z } from 'zod';
import { list, type SettingsOf } from './settings.ts';

const isOrigin = (text: string): boolean => /^https?:\/\/[^/\s?#@]+$/.test(text) && URL.canParse(text);

/** Read by notifications, orders and payments, and to be set alike for all of them. */
export const STOREFRONT_URL = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .default('http://localhost:5173')
  .describe('Where the storefront is: mails link to its page of the order, and customers may be sent back to it after an action such as 3-D Secure.');

/** Read by orders and by payments, and to be set alike for both: orders takes a retry's address, payments hands it to the provider. */
export const returnSettings = {
  STOREFRONT_URL,
  PAYMENT_RETURN_ORIGINS: list()
    .pipe(z.array(z.string().refine(isOrigin, { error: 'must be origins like https://shop.example, separated by commas' })))
    .default(['http://localhost:3000', 'http://localhost:8080'])
    .describe('Origins beside STOREFRONT_URL’s that a customer may be sent back to, separated by commas; alike for orders and payments.'),
};

/** Sites that a customer may be sent back to, as `URL.origin` writes them: the storefront always, and whichever are named beside it. */
export const returnOriginsOf = (settings: SettingsOf<typeof returnSettings>): readonly string[] => [
  ...new Set([settings.STOREFRONT_URL, ...settings.PAYMENT_RETURN_ORIGINS].map(address => new URL(address).origin)),
];
