import type { App } from '../app.ts';
import { parcelWeight } from '../domain/picking.ts';
import { type ChangedTask, refusedTask, taskNow, unknownTask } from './floor-answer.ts';
import { lockOrder, takeStep } from './take-step.ts';

/** Grams: more than any carrier takes in one parcel. */
const HEAVIEST = 1_000_000;

/** The parcel is closed and weighed; without a weight it is reckoned from its lines. Repeated: the task as it is. */
export async function packParcel(app: App, input: { readonly pickTaskId: string; readonly weightGrams: number | null }): Promise<ChangedTask> {
  const { weightGrams } = input;
  if (weightGrams !== null && (weightGrams < 1 || weightGrams > HEAVIEST)) {
    return refusedTask(null, 'INVALID', `must be from 1 to ${HEAVIEST} grams`, ['weightGrams']);
  }
  const [known] = await app.store.pickTasksById([input.pickTaskId]);
  if (known === undefined) return unknownTask('pickTaskId');
  const refused = await app.messaging.transaction(async tx => {
    const order = await lockOrder(app, tx, known.orderId);
    const task = order.tasks.find(({ id }) => id === known.id) ?? known;
    if (task.status === 'PACKED') return null;
    if (task.status !== 'PICKED') return refusedTask(task, 'WRONG_STATE', `it is ${task.status}: pick every line first`, ['pickTaskId']);
    const lines = order.allocations.filter(({ pickTaskId }) => pickTaskId === task.id);
    const facts = { task: { id: task.id, weightGrams: weightGrams ?? parcelWeight(lines) } };
    const { verdict } = await takeStep(app, tx, order, { type: 'parcel.pack', parcelId: task.id }, facts);
    return verdict === 'refused' ? refusedTask(task, 'WRONG_STATE', 'it cannot be packed as it stands', ['pickTaskId']) : null;
  });
  return refused ?? (await taskNow(app, known.id));
}
