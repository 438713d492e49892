import type { Mail } from '../domain/mail.ts';

/** A mail as nodemailer takes it. A mail that is sent twice has one Message-ID, so that mailboxes can tell. */
export const messageOf = (mail: Mail, from: string) => ({
  from,
  // as an object: a text would be read as a list of addresses
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  date: mail.date,
  messageId: `<${mail.id}@${domainOf(from)}>`,
  // nobody's "I am away" is wanted
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

const domainOf = (from: string): string => /@([^<>@\s]+)>$/.exec(from)?.[1] ?? 'localhost';
