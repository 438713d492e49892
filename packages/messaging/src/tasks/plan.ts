import type { Cause } from '../cause.ts';
import type { NewTask } from '../messaging.ts';

/** A task as it is to be written. */
export interface PlannedTask {
  readonly id: string;
  readonly task: NewTask;
  readonly cause: Cause | undefined;
}

/** What a transaction does to the plan: rows taken back, then rows planned. */
export interface TaskPlan {
  readonly planned: ReadonlyMap<string, PlannedTask>;
  readonly takenBack: readonly { readonly key: string; readonly kind: string | null }[];
}

/** Collects what a transaction plans and takes back; of several words on one kind and key the last one counts. */
export function collectPlan() {
  const planned = new Map<string, PlannedTask>();
  const takenBack: { key: string; kind: string | null }[] = [];
  return {
    schedule(planning: PlannedTask): void {
      planned.set(JSON.stringify([planning.task.kind, planning.task.key]), planning);
    },
    unschedule(key: string, kind: string | null): void {
      for (const [name, { task }] of planned) if (task.key === key && (kind === null || task.kind === kind)) planned.delete(name);
      takenBack.push({ key, kind });
    },
    /** Hands over what was collected, and begins anew. */
    take(): TaskPlan {
      const plan = { planned: new Map(planned), takenBack: [...takenBack] };
      planned.clear();
      takenBack.length = 0;
      return plan;
    },
  };
}

/** Milliseconds until the first of some tasks is due by this process's clock; undefined when there is none. */
export function firstDueIn(tasks: Iterable<PlannedTask>, now: Date): number | undefined {
  let first: number | undefined;
  for (const { task } of tasks) {
    const wait = task.dueAt === undefined ? 0 : task.dueAt instanceof Date ? task.dueAt.getTime() - now.getTime() : task.dueAt.inSeconds * 1_000;
    if (first === undefined || wait < first) first = wait;
  }
  return first;
}
