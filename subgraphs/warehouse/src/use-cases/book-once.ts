import { createHash } from 'node:crypto';
import type { Viewer } from '@micromart/auth';
import { sqlState } from '@micromart/database';
import type { MessagingTransaction } from '@micromart/messaging';
import { type UserError, userError } from '@micromart/input';
import { isId } from '@micromart/service';
import type { App, LevelRow, ShelfRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';
import { tellOf, type LastBooking, numberedMovements } from './book-last.ts';

type Refusals = readonly UserError<UserErrorCode>[];

/** The levels that were to be changed, as they are now, and why they were not. */
export interface BookedLevels {
  readonly levels: readonly LevelRow[];
  readonly userErrors: Refusals;
}

/** What the locked levels let happen. */
export type BookingDecision = { readonly movements: LastBooking['movements'] } | { readonly userErrors: Refusals };

export interface OneBooking {
  readonly operation: string;
  readonly idempotencyKey: string;
  /** What a repeated request must have in common with the first. */
  readonly request: readonly (string | number | null)[];
  readonly variantId: string;
  /** By the argument that names each. The levels on them are locked, in the answer in this order. */
  readonly shelfIds: Readonly<Record<string, string>>;
  readonly reference: string | null;
  /** Whether a level is made where there is none; of a booking that is refused none stays. */
  readonly opensLevels: (shelfId: string) => boolean;
  readonly decide: (levelOn: (shelfId: string) => LevelRow | undefined, shelfOf: (shelfId: string) => ShelfRow) => BookingDecision;
}

/** Books on the levels of one variant, once a key: the same request gives the same levels again, as they are now, and books nothing. */
export async function bookOnce(app: App, viewer: Viewer, booking: OneBooking): Promise<BookedLevels> {
  const { operation, idempotencyKey, request } = booking;
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const key = { operation, scope: viewer.userId ?? '', key: idempotencyKey, hash };
  const before = async (): Promise<BookedLevels | undefined> => {
    const known = await app.store.keyed(key);
    if (known === undefined) return undefined;
    if (known.hash !== hash)
      return refusal('IDEMPOTENCY_KEY_REUSED', 'this key came with another booking before; take a new one', ['input', 'idempotencyKey']);
    return { levels: await levelsInOrder(app, known.levelIds), userErrors: [] };
  };
  const answer = await before();
  if (answer !== undefined) return answer;
  const shelves = await app.store.shelvesById(Object.values(booking.shelfIds));
  const lost = unknownThings(booking, shelves);
  if (lost !== undefined) return lost;
  try {
    return await app.messaging.transaction(tx => write(app, tx, viewer, booking, shelves, key));
  } catch (error) {
    const refused = error instanceof Refused ? error.answer : undefined;
    // a twin with the same key was faster, and may have taken what this one was refused for
    const twin = refused !== undefined || sqlState(error) === '23505' ? await before() : undefined;
    const given = twin ?? refused;
    if (given === undefined) throw error;
    return given;
  }
}

const refusal = (code: UserErrorCode, message: string, field: readonly string[]): BookedLevels => ({
  levels: [],
  userErrors: [userError(code, message, field)],
});

function unknownThings({ variantId, shelfIds }: OneBooking, shelves: readonly ShelfRow[]): BookedLevels | undefined {
  if (!isId('var', variantId)) return refusal('NOT_FOUND', 'there is no such variant', ['input', 'variantId']);
  const lost = Object.entries(shelfIds).find(([, shelfId]) => !shelves.some(({ id }) => id === shelfId));
  return lost === undefined ? undefined : refusal('NOT_FOUND', 'there is no such shelf', ['input', lost[0]]);
}

/** Ends the transaction of a booking that is refused, so that no level stays of those that were made for it. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: BookedLevels;
  constructor(answer: BookedLevels) {
    super('the booking is refused');
    this.answer = answer;
  }
}

async function write(
  app: App,
  tx: MessagingTransaction,
  viewer: Viewer,
  booking: OneBooking,
  shelves: readonly ShelfRow[],
  key: Parameters<App['store']['noteKey']>[1],
): Promise<BookedLevels> {
  const { variantId, reference } = booking;
  const shelfIds = Object.values(booking.shelfIds);
  // made before any is locked: who held a level while waiting here for somebody else's new one could be waited for
  const opened = shelfIds.filter(booking.opensLevels).map(shelfId => ({ id: app.newId('lvl'), variantId, shelfId }));
  if (opened.length > 0) await app.store.ensureLevels(tx, opened);
  const levels = await app.store.lockLevels(tx, variantId, shelfIds);
  const levelOn = (shelfId: string): LevelRow | undefined => levels.find(level => level.shelfId === shelfId);
  const decision = booking.decide(levelOn, shelfId => shelfNamed(shelves, shelfId));
  const touched = shelfIds.flatMap(shelfId => levelOn(shelfId) ?? []);
  if ('userErrors' in decision) {
    const stay = touched.filter(({ id }) => !opened.some(level => level.id === id));
    throw new Refused({ levels: stay, userErrors: decision.userErrors });
  }
  const ids = touched.map(({ id }) => id);

  await app.store.noteKey(tx, key, ids);
  const movements = numberedMovements(app, decision.movements);
  if (movements.length > 0) tellOf(app, tx, await app.store.book(tx, { movements, reference, actorId: viewer.userId, at: app.clock() }));
  return { levels: await levelsInOrder(app, ids), userErrors: [] };
}

function shelfNamed(shelves: readonly ShelfRow[], shelfId: string): ShelfRow {
  const shelf = shelves.find(({ id }) => id === shelfId);
  if (shelf === undefined) throw new Error(`shelf ${shelfId} was not looked up`);
  return shelf;
}

async function levelsInOrder(app: App, ids: readonly string[]): Promise<readonly LevelRow[]> {
  const levels = await app.store.levelsById(ids);
  return ids.flatMap(id => levels.find(level => level.id === id) ?? []);
}
