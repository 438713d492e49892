import type { Mail } from '../domain/mail.ts';
import { fileMailer } from './files.ts';
import { smtpMailer } from './smtp.ts';

/** What became of one try. A refusal is final: nobody has to try again. */
export type Sending = { readonly outcome: 'sent' } | { readonly outcome: 'refused'; readonly reason: string };

/** Sends a mail. Rejects with `WorldFault` when the way is blocked and waiting helps. */
export type Mailer = (mail: Mail) => Promise<Sending>;

export interface MailerOptions {
  /** `smtp://` or `smtps://`; without it mails become files. */
  readonly smtpUrl: string | undefined;
  readonly directory: string;
  /** `MicroMart <shop@example.com>`. */
  readonly from: string;
}

export const openMailer = ({ smtpUrl, directory, from }: MailerOptions): Mailer =>
  smtpUrl === undefined ? fileMailer({ directory, from }) : smtpMailer({ url: smtpUrl, from });
