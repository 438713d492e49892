import type { MessagingTransaction } from '@micromart/messaging';
import type { App, ParcelRow } from '../app.ts';
import { type Command, type Decision, decide, type Input, type ParcelCase } from '../domain/index.ts';
import { statusOf } from '../domain/news.ts';
import type { BookingRow, CaseRow } from '../store.ts';
import { publishAnnouncements } from './announce.ts';

/** An order's case and its parcels, locked until the transaction ends. */
export interface LockedCase {
  readonly row: CaseRow;
  readonly parcels: readonly ParcelRow[];
}

export const lockOrder = async (app: App, tx: MessagingTransaction, orderId: string): Promise<LockedCase> => {
  const row = await app.store.lockCase(tx, orderId);
  return { row, parcels: await app.store.parcelsOfOrder(tx, orderId) };
};

/** Whether a carrier is to come for a parcel, and has not come yet. */
export function isWaiting({ row }: LockedCase, parcelId: string): boolean {
  const status = row.lifecycle.parcels[parcelId]?.status;
  return status === 'CREATED' || status === 'READY';
}

/** What changes beside the life: facts of the case, and of its parcels by their ids. */
export interface Facts {
  readonly case?: Partial<Omit<CaseRow, 'orderId' | 'lifecycle' | 'version'>>;
  readonly parcels?: Readonly<Record<string, Partial<ParcelRow>>>;
  readonly newParcels?: readonly ParcelRow[];
  /** Which booking the carrier is to be called off from, where it is not the one that counts. */
  readonly calledOff?: string;
}

/** Asks the lifecycle what becomes of an order's parcels, and writes the answer: state, announcements, tasks, wake-ups. */
export async function takeStep(app: App, tx: MessagingTransaction, locked: LockedCase, input: Input, facts: Facts = {}): Promise<Decision> {
  const decision = decide(locked.row.lifecycle, input);
  if (decision.verdict === 'applied') await write(app, tx, locked, decision, facts);
  else if (decision.verdict === 'unchanged') await write(app, tx, locked, { ...decision, announcements: [], commands: [] }, facts);
  return decision;
}

/** Writes facts alone: the parcels' life goes on as it was. */
export const writeFacts = (app: App, tx: MessagingTransaction, locked: LockedCase, facts: Facts): Promise<void> =>
  write(app, tx, locked, { verdict: 'applied', state: locked.row.lifecycle, announcements: [], commands: [] }, facts);

async function write(
  app: App,
  tx: MessagingTransaction,
  { row, parcels }: LockedCase,
  { state, announcements, commands }: Decision,
  facts: Facts,
): Promise<void> {
  const now = app.clock();
  const shown = (before: ParcelRow): ParcelRow => {
    const changed = changedParcel(before, state.parcels[before.id], facts.parcels?.[before.id]);
    return changed === null ? before : { ...changed, version: before.version + 1, updatedAt: now };
  };
  // what was called off before it was asked for is not begun
  const begun = (facts.newParcels ?? []).filter(({ id }) => state.parcels[id] !== undefined).map(shown);
  const known = parcels.map(shown);
  const changed = known.filter(parcel => !parcels.includes(parcel));
  const after = [...known, ...begun];
  const visible = begun.length > 0 || changed.length > 0;
  const version = row.version + (visible ? 1 : 0);
  await app.store.saveCase(tx, { ...row, ...facts.case, lifecycle: state, version }, { begun, changed });
  for (const parcel of changed) tx.wake({ kind: 'shipment', id: parcel.id, version: parcel.version });
  if (visible) tx.wake({ kind: 'order-shipments', id: row.orderId, version });
  publishAnnouncements(tx, row.orderId, after, announcements, now);
  for (const command of commands) await carryOut(app, tx, command, after, facts.calledOff);
}

/** Null when nothing changes that could be seen. */
function changedParcel(before: ParcelRow, life: ParcelCase | undefined, facts: Partial<ParcelRow> | undefined): ParcelRow | null {
  const shown = facts?.status ?? before.status;
  const status = life === undefined ? shown : statusOf(life, shown);
  return facts === undefined && status === before.status ? null : { ...before, ...facts, status };
}

async function carryOut(
  app: App,
  tx: MessagingTransaction,
  { kind, parcelId }: Command,
  parcels: readonly ParcelRow[],
  calledOff: string | undefined,
): Promise<void> {
  const parcel = parcels.find(({ id }) => id === parcelId);
  const key = calledOff ?? parcel?.bookingKey;
  switch (kind) {
    case 'seek-carrier':
      return tx.schedule({ kind: 'seek carrier', key: parcelId });
    case 'book-pickup':
      return parcel?.bookingKey ? tx.schedule({ kind: 'announce pickup', key: parcel.bookingKey }) : undefined;
    case 'cancel-with-carrier':
      return key ? await callOff(app, tx, { key, trackingNumber: null }) : undefined;
    case 'alarm':
      return raiseAlarm(app, parcel?.carrierCode ?? 'unknown', { parcelId, trackingNumber: parcel?.trackingNumber ?? null });
    default:
      return kind satisfies never;
  }
}

/** Notes that a booking does not count any more, and has its carrier called off. */
export async function callOff(
  app: App,
  tx: MessagingTransaction,
  { key, trackingNumber }: Pick<BookingRow, 'key' | 'trackingNumber'>,
): Promise<void> {
  await app.store.updateBooking(tx, { key, status: 'LEFT_OPEN', trackingNumber });
  tx.schedule({ kind: 'call off carrier', key });
}

/** A carrier has a parcel that it should not have: it is not obeyed, but somebody must look for it. */
export function raiseAlarm(app: App, carrierCode: string, parcel: { readonly parcelId: string; readonly trackingNumber: string | null }): void {
  app.metrics.newsOfCanceled(carrierCode);
  app.logger.error({ ...parcel, carrierCode }, 'a carrier moves a parcel that was canceled or put with another carrier');
}
