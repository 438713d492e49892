import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WorldFault } from '@micromart/messaging';
import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';
import { messageOf } from './message.ts';

/** Writes each mail to `<directory>/<notification's id>.eml`; the same mail again overwrites it. */
export function fileMailer({ directory, from }: { readonly directory: string; readonly from: string }): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async mail => {
    const { message } = await transport.sendMail(messageOf(mail, from));
    const file = path.join(directory, `${mail.id}.eml`);
    try {
      await mkdir(directory, { recursive: true });
      // whoever watches the folder sees whole mails only
      await writeFile(`${file}.part`, message);
      await rename(`${file}.part`, file);
    } catch (cause) {
      throw new WorldFault(`mails cannot be written to ${directory}`, { cause });
    }
    return { outcome: 'sent' };
  };
}
