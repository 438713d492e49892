import { WorldFault } from '@micromart/messaging';
import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';
import { messageOf } from './message.ts';

/** Milliseconds; a mail server that is slower than this is away. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends by a mail server, a connection a mail. */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport({ url, ...PATIENCE });
  return async mail => {
    try {
      await transport.sendMail(messageOf(mail, from));
      return { outcome: 'sent' };
    } catch (error) {
      if (!isMailFault(error)) throw error;
      if (isFinal(error)) return { outcome: 'refused', reason: error.message };
      throw new WorldFault('the mail server does not take mails', { cause: error });
    }
  };
}

interface MailFault extends Error {
  /** nodemailer's: `EENVELOPE` about sender and recipient, `EMESSAGE` about the text, others about the way. */
  readonly code: string;
  /** The server's, when it said one. */
  readonly responseCode?: number;
}

const isMailFault = (error: unknown): error is MailFault => error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Wants credentials or TLS first (RFC 4954): the shop's settings are at fault, and not the mail. */
const AUTHENTICATION_REQUIRED = 530;

/** Whether the server, or nodemailer before it, will never take this mail. */
function isFinal({ code, responseCode }: MailFault): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  return responseCode === undefined || (responseCode >= 500 && responseCode !== AUTHENTICATION_REQUIRED);
}
