import type { Sql } from '@micromart/database';
import type { NotificationRow } from '../app.ts';
import type { EmailStatus } from '../domain/email-status.ts';
import { COLUMNS } from './notification-rows.ts';

/** The first of an order's mails that still has to be sent. */
export async function nextMail(sql: Sql, orderId: string): Promise<NotificationRow | undefined> {
  const { rows } = await sql.query<NotificationRow>({
    name: 'next_mail',
    text: `SELECT ${COLUMNS} FROM notification WHERE order_id = $1 AND email_status = 'QUEUED' ORDER BY sequence LIMIT 1`,
    values: [orderId],
  });
  return rows[0];
}

/** Writes down what became of a mail, and gives the next one of its order. */
export async function settleMail(
  sql: Sql,
  { id, orderId }: NotificationRow,
  { status, error }: { readonly status: Exclude<EmailStatus, 'QUEUED'>; readonly error: string | null },
): Promise<NotificationRow | undefined> {
  const { rows } = await sql.query<NotificationRow>({
    name: 'settle_mail',
    text: `
      WITH settled AS (UPDATE notification SET email_status = $2, email_error = $3 WHERE id = $1 AND email_status = 'QUEUED')
      SELECT ${COLUMNS} FROM notification WHERE order_id = $4 AND email_status = 'QUEUED' AND id <> $1 ORDER BY sequence LIMIT 1`,
    values: [id, status, error, orderId],
  });
  return rows[0];
}
