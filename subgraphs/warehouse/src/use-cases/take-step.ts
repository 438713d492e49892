import type { MessagingTransaction } from '@micromart/messaging';
import type { AllocationRow, App, CaseRow, PickTaskRow } from '../app.ts';
import { type Command, type Decision, decide, type Input } from '../domain/index.ts';
import { taskStatus } from '../domain/picking.ts';
import { type Goods, publishAnnouncements, type ShortLine } from './announce.ts';
import { bookLast, type LastBooking } from './book-last.ts';
import { carryOut } from './carry-out.ts';

/** An order's case and its goods, locked until the transaction ends. */
export interface LockedOrder extends Goods {
  readonly row: CaseRow;
}

export async function lockOrder(app: App, tx: MessagingTransaction, orderId: string): Promise<LockedOrder> {
  const row = await app.store.lockCase(tx, orderId);
  const allocations = await app.store.allocationsOf([orderId], tx);
  const tasks = await app.store.pickTasksOfOrders([orderId], tx);
  return { row, allocations, tasks };
}

/** What changes beside the life. */
export interface Facts {
  readonly case?: Partial<Pick<CaseRow, 'orderNumber' | 'customerId'>>;
  /** Of one pick task. */
  readonly task?: { readonly id: string } & Partial<Pick<PickTaskRow, 'pickerId' | 'weightGrams'>>;
  /** The order's allocations as the floor left them, those that are new among them. */
  readonly allocations?: readonly AllocationRow[];
  readonly movements?: LastBooking['movements'];
  readonly newTasks?: readonly PickTaskRow[];
  /** For `stock.short`. */
  readonly short?: readonly ShortLine[];
  readonly actorId?: string | null;
}

/** Asks the lifecycle what becomes of an order's goods, and writes the answer: state, goods, announcements, wake-ups and, last, the bookings. */
export async function takeStep(app: App, tx: MessagingTransaction, order: LockedOrder, input: Input, facts: Facts = {}): Promise<Decision> {
  const decision = decide(order.row.lifecycle, input);
  if (decision.verdict === 'applied') await write(app, tx, order, decision, facts);
  else if (decision.verdict === 'unchanged') await writeFacts(app, tx, order, facts);
  return decision;
}

/** Writes facts alone: the goods' life goes on as it was. */
export const writeFacts = (app: App, tx: MessagingTransaction, order: LockedOrder, facts: Facts): Promise<void> =>
  write(app, tx, order, { verdict: 'applied', state: order.row.lifecycle, announcements: [], commands: [] }, facts);

async function write(
  app: App,
  tx: MessagingTransaction,
  order: LockedOrder,
  { state, announcements, commands }: Decision,
  facts: Facts,
): Promise<void> {
  const row = { ...order.row, ...facts.case, lifecycle: state };
  const surroundings = { newTasks: facts.newTasks ?? [], returnsShelves: await returnsShelvesFor(app, tx, order, commands) };
  let goods: Goods = { tasks: order.tasks, allocations: facts.allocations ?? order.allocations };
  const movements = [...(facts.movements ?? [])];
  for (const command of commands) {
    const done = carryOut(command, goods, surroundings);
    goods = done.goods;
    movements.push(...done.movements);
  }
  goods = { ...goods, tasks: shownTasks(goods, row, facts, order, app.clock()) };
  await saveGoods(app, tx, order, goods);
  await app.store.saveCase(tx, row);
  publishAnnouncements(tx, row, goods, announcements, facts.short);
  bookLast(app, tx, { movements, reference: row.orderNumber ?? row.orderId, actorId: facts.actorId ?? null });
}

/** Tasks as their parcels and lines stand now; a version more where something of them can be seen to have changed. */
function shownTasks({ tasks, allocations }: Goods, { lifecycle }: CaseRow, facts: Facts, before: Goods, now: Date): readonly PickTaskRow[] {
  return tasks.map(task => {
    const lines = linesOf(allocations, task.id);
    const parcel = lifecycle.parcels[task.id];
    const status = parcel === undefined ? task.status : taskStatus(parcel.status, lines);
    const said = facts.task?.id === task.id ? facts.task : {};
    const changed = { ...task, ...said, status };
    const known = before.tasks.find(({ id }) => id === task.id);
    if (known === undefined) return changed;
    const linesChanged = JSON.stringify(lines) !== JSON.stringify(linesOf(before.allocations, task.id));
    const visible = linesChanged || status !== task.status || changed.pickerId !== task.pickerId || changed.weightGrams !== task.weightGrams;
    return visible ? { ...changed, version: task.version + 1, updatedAt: now } : task;
  });
}

const linesOf = (allocations: readonly AllocationRow[], taskId: string): readonly AllocationRow[] =>
  allocations.filter(({ pickTaskId }) => pickTaskId === taskId);

async function saveGoods(app: App, tx: MessagingTransaction, before: Goods, after: Goods): Promise<void> {
  const added = after.allocations.filter(({ id }) => !before.allocations.some(known => known.id === id));
  for (const allocation of added) await app.store.insertAllocation(tx, allocation);
  const changed = after.allocations.filter(allocation => !added.includes(allocation) && !before.allocations.includes(allocation));
  if (changed.length > 0) await app.store.saveAllocations(tx, changed);
  for (const task of after.tasks) {
    const known = before.tasks.find(({ id }) => id === task.id);
    if (known === task) continue;
    await (known === undefined ? app.store.insertPickTask(tx, task) : app.store.updatePickTask(tx, task));
    tx.wake({ kind: 'pick-task', id: task.id, version: task.version });
  }
}

/** The shelves that returned goods go to, with a level on them for each variant that comes back. */
async function returnsShelvesFor(
  app: App,
  tx: MessagingTransaction,
  { allocations }: Goods,
  commands: readonly Command[],
): Promise<Record<string, string>> {
  const parcelIds = commands.flatMap(command => (command.kind === 'return' ? [command.parcelId] : []));
  const returned = allocations.filter(({ pickTaskId }) => pickTaskId !== null && parcelIds.includes(pickTaskId));
  const shelves: Record<string, string> = {};
  for (const warehouseId of new Set(returned.map(allocation => allocation.warehouseId))) {
    const shelf = await app.store.returnsShelf(warehouseId);
    if (shelf !== null) shelves[warehouseId] = shelf.id;
  }
  const levels = returned.flatMap(({ variantId, warehouseId }) => {
    const shelfId = shelves[warehouseId];
    return shelfId === undefined ? [] : [{ id: app.newId('lvl'), variantId, shelfId }];
  });
  if (levels.length > 0) await app.store.ensureLevels(tx, levels);
  return shelves;
}
