import type { Sql } from '@micromart/database';
import type { MessagingTransaction } from '@micromart/messaging';
import type { NotificationRow } from '../app.ts';
import type { Preferences } from '../domain/preferences.ts';

export const COLUMNS = `
  id, user_id AS "userId", order_id AS "orderId", kind, title, body, email, read_at AS "readAt", email_status AS "emailStatus", created_at AS "createdAt"`;

export interface NewNotification extends Omit<NotificationRow, 'readAt'> {
  readonly occasion: string;
  readonly sequence: number;
  readonly inInbox: boolean;
}

/**
 * Notes how far an order's story has come, and holds its row, so that its events are told one after the other. Says whether this one is the
 * newest, and how the customer wants to be told.
 */
export async function hearOf(
  tx: MessagingTransaction,
  { orderId, sequence, userId }: { readonly orderId: string; readonly sequence: number; readonly userId: string | null },
): Promise<{ readonly newest: boolean; readonly preferences: Preferences | null }> {
  const { rows } = await tx.query<{ newest: boolean; email: boolean | null; inbox: boolean | null }>({
    name: 'hear_of_order',
    text: `
      WITH told AS (
        INSERT INTO told_order AS known (order_id, sequence) VALUES ($1, $2)
        ON CONFLICT (order_id) DO UPDATE SET sequence = greatest(known.sequence, excluded.sequence)
        RETURNING sequence
      )
      SELECT told.sequence = $2 AS newest, preferences.email, preferences.inbox
      FROM told LEFT JOIN preferences ON preferences.user_id = $3`,
    values: [orderId, sequence, userId],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`order ${orderId} was not noted`);
  const { newest, email, inbox } = row;
  return { newest, preferences: email === null || inbox === null ? null : { email, inbox } };
}

/** False when this piece of news was told before. */
export async function addNotification(tx: MessagingTransaction, added: NewNotification): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'add_notification',
    text: `
      INSERT INTO notification (id, user_id, order_id, kind, occasion, sequence, title, body, email, in_inbox, email_status, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT (order_id, kind, occasion) DO NOTHING`,
    values: [
      added.id,
      added.userId,
      added.orderId,
      added.kind,
      added.occasion,
      added.sequence,
      added.title,
      added.body,
      added.email,
      added.inInbox,
      added.emailStatus,
      added.createdAt,
    ],
  });
  return rowCount === 1;
}

/** Those of some notifications that are in a user's inbox. */
export async function inInbox(sql: Sql, userId: string, ids: readonly string[]): Promise<readonly NotificationRow[]> {
  const { rows } = await sql.query<NotificationRow>({
    name: 'notifications_in_inbox',
    text: `SELECT ${COLUMNS} FROM notification WHERE id = ANY($2) AND user_id = $1 AND in_inbox ORDER BY id`,
    values: [userId, ids],
  });
  return rows;
}

/** Marks what is unread in a user's inbox, or those of it that are named; gives what changed. */
export async function markRead(
  sql: Sql,
  { userId, ids, at }: { readonly userId: string; readonly ids: readonly string[] | null; readonly at: Date },
): Promise<readonly NotificationRow[]> {
  const { rows } = await sql.query<NotificationRow>({
    name: 'mark_notifications_read',
    text: `
      UPDATE notification SET read_at = $3
      WHERE user_id = $1 AND in_inbox AND read_at IS NULL AND ($2::text[] IS NULL OR id = ANY($2))
      RETURNING ${COLUMNS}`,
    values: [userId, ids, at],
  });
  return rows;
}
