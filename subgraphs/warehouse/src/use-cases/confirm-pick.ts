import type { Viewer } from '@micromart/auth';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App, PickTaskRow } from '../app.ts';
import { fillTote, type PickedLine } from '../domain/tote.ts';
import { type ChangedTask, refusedTask, taskNow, unknownTask } from './floor-answer.ts';
import { findElsewhere } from './find-elsewhere.ts';
import { type LockedOrder, lockOrder, takeStep, writeFacts } from './take-step.ts';

/**
 * Notes what lies in the tote. What is not on its shelf is booked off there and held elsewhere in the warehouse; where there is none, orders
 * is told, and the task goes on with what there is.
 */
export async function confirmPick(
  app: App,
  viewer: Viewer,
  input: { readonly id: string; readonly lines: readonly PickedLine[] },
): Promise<ChangedTask> {
  const [known] = await app.store.pickTasksById([input.id]);
  if (known === undefined) return unknownTask('id');
  const refused = await app.messaging.transaction(async tx => {
    const order = await lockOrder(app, tx, known.orderId);
    const task = order.tasks.find(({ id }) => id === input.id) ?? known;
    return refusalFor(task, viewer) ?? (await fill(app, tx, viewer, order, task, input.lines));
  });
  return refused ?? (await taskNow(app, known.id));
}

function refusalFor(task: PickTaskRow, viewer: Viewer): ChangedTask | null {
  if (task.status === 'OPEN') return refusedTask(task, 'WRONG_STATE', 'start it first', ['id']);
  if (task.status !== 'PICKING' && task.status !== 'PICKED') return refusedTask(task, 'WRONG_STATE', 'the task is over', ['id']);
  return task.pickerId === viewer.userId ? null : refusedTask(task, 'WRONG_STATE', 'somebody else picks it; take it over if that is meant', ['id']);
}

async function fill(
  app: App,
  tx: MessagingTransaction,
  viewer: Viewer,
  order: LockedOrder,
  task: PickTaskRow,
  said: readonly PickedLine[],
): Promise<ChangedTask | null> {
  const lines = order.allocations.filter(({ pickTaskId }) => pickTaskId === task.id);
  const tote = fillTote(lines, said);
  if ('refused' in tote) return refusedTask(task, tote.refused, tote.message, ['lines', ...tote.field]);
  const found = await findElsewhere(app, tx, task.warehouseId, tote.lines, order.allocations);
  const others = order.allocations.filter(allocation => !found.allocations.some(({ id }) => id === allocation.id));
  const facts = { allocations: [...others, ...found.allocations], movements: found.movements, actorId: viewer.userId };
  if (found.short.length === 0) await writeFacts(app, tx, order, facts);
  else await takeStep(app, tx, order, { type: 'pick.short', parcelId: task.id }, { ...facts, short: found.short });
  return null;
}
