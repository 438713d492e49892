import type { Listener, MessagingTransaction } from '@micromart/messaging';
import type { AllocationRow, App, CaseRow } from '../app.ts';
import { planAllocation, type PlannedPart } from '../domain/allocation-plan.ts';
import { decide, emptyCase } from '../domain/index.ts';
import type { Movement } from '../domain/movements.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { publishAnnouncements } from './announce.ts';
import { lastOf, numberedMovements } from './book-last.ts';
import { lockOrder, takeStep } from './take-step.ts';

type Placed = Parameters<Listener<App, PrismaClient, 'order.placed'>>[2];
type Line = Placed['data']['lines'][number];

/**
 * Holds every line of an order, or none. This stands between a customer and the word "confirmed": one statement looks, one books, and what
 * changed in between makes the transaction be played again.
 */
export const allocateOrder: Listener<App, PrismaClient, 'order.placed'> = async (app, tx, event) => {
  const { orderId, lines } = event.data;
  const shelves = await app.store.lookAtShelves(tx, orderId, [...new Set(lines.map(({ variantId }) => variantId))]);
  if (shelves.status !== null && shelves.status !== 'NONE') return repeatWord(app, tx, event);

  const plan = planAllocation(lines, shelves.levels);
  const heard = decide(emptyCase, event);
  const found = decide(heard.state, { type: plan.outcome === 'allocated' ? 'shelves.allocated' : 'shelves.lacking' });
  const row: CaseRow = { ...ofOrder(event), lifecycle: found.state, missing: plan.outcome === 'allocated' ? [] : plan.missing };
  const allocations = plan.outcome === 'allocated' ? allocationsFor(app, event, plan.parts) : [];
  publishAnnouncements(tx, row, { allocations, tasks: [] }, [...heard.announcements, ...found.announcements]);
  if (plan.outcome === 'lacking') return app.store.openCase(tx, row);

  const movements = numberedMovements(app, plan.parts.map(allocate));
  const booking = { movements, reference: row.orderNumber, actorId: null, at: app.clock() };
  lastOf(app, tx, () => app.store.holdOrder(tx, row, allocations, booking));
};

/** The order was placed, allocated or canceled before this was heard: it is told again how its goods stand. */
async function repeatWord(app: App, tx: MessagingTransaction, event: Placed): Promise<void> {
  const { orderNumber, customerId } = ofOrder(event);
  await takeStep(app, tx, await lockOrder(app, tx, event.data.orderId), event, { case: { orderNumber, customerId } });
}

const ofOrder = ({ data }: Placed) => ({ orderId: data.orderId, orderNumber: data.number, customerId: data.customerId });

const allocate = ({ variantId, shelfId, warehouseId, quantity }: PlannedPart): Movement => ({
  kind: 'ALLOCATE',
  variantId,
  shelfId,
  warehouseId,
  quantity,
});

function allocationsFor(app: App, { data }: Placed, parts: readonly PlannedPart[]): readonly AllocationRow[] {
  const lineOf = new Map<string, Line>(data.lines.map(line => [line.lineId, line]));
  return parts.map(({ lineId, variantId, shelfId, warehouseId, quantity }) => ({
    id: app.newId('alc'),
    orderId: data.orderId,
    orderLineId: lineId,
    variantId,
    shelfId,
    warehouseId,
    quantity,
    status: 'HELD',
    sku: lineOf.get(lineId)?.sku ?? variantId,
    name: lineOf.get(lineId)?.name ?? variantId,
    weightGrams: lineOf.get(lineId)?.weightGrams ?? 0,
    pickTaskId: null,
    picked: 0,
  }));
}
