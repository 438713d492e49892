import { type UserError, userError } from '@micromart/input';
import type { App, PickTaskRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

/** What became of a pick task. */
export interface ChangedTask {
  readonly pickTask: PickTaskRow | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** A refusal, with the task as it stands. */
export const refusedTask = (
  pickTask: PickTaskRow | null,
  code: UserErrorCode,
  message: string,
  field: readonly string[] | null = null,
): ChangedTask => ({ pickTask, userErrors: [userError(code, message, field)] });

export const unknownTask = (field: string): ChangedTask => refusedTask(null, 'NOT_FOUND', 'there is no such pick task', [field]);

/** The task as it is after the transaction that changed it. */
export async function taskNow(app: App, id: string): Promise<ChangedTask> {
  const [pickTask] = await app.store.pickTasksById([id]);
  return { pickTask: pickTask ?? null, userErrors: [] };
}
