import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { Movement } from '../domain/movements.ts';
import type { BookedLevel, NewMovement } from '../store.ts';

export interface LastBooking {
  readonly movements: readonly (Movement & { readonly reason?: string })[];
  /** The delivery note, or the order's number. */
  readonly reference: string | null;
  /** Null for what the system does by itself. */
  readonly actorId: string | null;
}

export const numberedMovements = (app: App, movements: LastBooking['movements']): readonly NewMovement[] =>
  movements.map(movement => ({ ...movement, id: app.newId('mov') }));

/**
 * Books at the very end of the transaction, behind the outbox, so that a level that many want is locked no longer than it takes to commit.
 * To be called after the last `publish`.
 */
export function bookLast(app: App, tx: MessagingTransaction, { movements, reference, actorId }: LastBooking): void {
  if (movements.length === 0) return;
  const booking = { movements: numberedMovements(app, movements), reference, actorId, at: app.clock() };
  lastOf(app, tx, () => app.store.book(tx, booking));
}

/** Plays a statement that books as the last one, and tells of the levels that it changed once that is committed. */
export function lastOf(app: App, tx: MessagingTransaction, write: () => Promise<readonly BookedLevel[]>): void {
  tx.beforeCommit(async () => tellOf(app, tx, await write()));
}

/** Wakes who follows these levels, and whoever tells the other subgraphs. */
export function tellOf(app: App, tx: MessagingTransaction, levels: readonly { readonly id: string; readonly version: number }[]): void {
  for (const { id, version } of levels) tx.wake({ kind: 'stock-level', id, version });
  tx.afterCommit(app.levelNews.ring);
}
