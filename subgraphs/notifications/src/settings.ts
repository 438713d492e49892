import { STOREFRONT_URL } from '@micromart/service';
import { z } from 'zod';

/** How mails leave, and where their links lead. */
export const notificationsSettings = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:587' })
    .optional()
    .describe('The mail server. Without it mails are written to MAIL_DIRECTORY.'),
  MAIL_DIRECTORY: z.string().default('.micromart/mail').describe('Where mails are written to as .eml files while there is no SMTP_URL.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$/, 'must look like MicroMart <shop@example.com>')
    .default('MicroMart <shop@micromart.example>')
    .describe('Who mails come from.'),
  STOREFRONT_URL,
};
