import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import { type ChangedTask, refusedTask, taskNow, unknownTask } from './floor-answer.ts';
import { lockOrder, takeStep } from './take-step.ts';

/** Makes the viewer the picker of a task. Refused when somebody else is, unless it is taken over; repeated, the task as it is. */
export async function startPick(app: App, viewer: Viewer, input: { readonly id: string; readonly takeOver: boolean }): Promise<ChangedTask> {
  const [known] = await app.store.pickTasksById([input.id]);
  if (known === undefined) return unknownTask('id');
  const refused = await app.messaging.transaction(async tx => {
    const order = await lockOrder(app, tx, known.orderId);
    const task = order.tasks.find(({ id }) => id === input.id) ?? known;
    if (task.status === 'PACKED' || task.status === 'CANCELED')
      return refusedTask(task, 'WRONG_STATE', 'there is nothing left to pick: the task is over', ['id']);
    if (task.pickerId !== null && task.pickerId !== viewer.userId && !input.takeOver) {
      return refusedTask(task, 'WRONG_STATE', 'somebody else picks it; take it over if that is meant', ['takeOver']);
    }
    const { verdict } = await takeStep(app, tx, order, { type: 'pick.start', parcelId: task.id }, { task: { id: task.id, pickerId: viewer.userId } });
    return verdict === 'refused' ? refusedTask(task, 'WRONG_STATE', 'it cannot be picked as it stands', ['id']) : null;
  });
  return refused ?? (await taskNow(app, known.id));
}
