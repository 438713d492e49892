import { literal } from '@micromart/database';

/**
 * Opens a transaction by noting an event as handled: it touches a row when that was not noted before. A twin that is being handled at this
 * moment is waited for.
 */
export const inboxNote = (eventId: string): string => `INSERT INTO messaging.inbox (event_id) VALUES (${literal(eventId)}) ON CONFLICT DO NOTHING`;
