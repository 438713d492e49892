import { guest, type PassportIssuer, userIdOf } from '@micromart/auth';
import type { Connection, Logger } from '@micromart/service';
import type { Shop } from './shop.ts';

interface PickTask {
  readonly id: string;
  readonly status: 'OPEN' | 'PICKING' | 'PICKED' | 'PACKED' | 'CANCELED';
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}

const TASK = 'id status lines { id quantity }';
const QUESTIONS = {
  warehouses: 'query Sites { warehouses { id } }',
  waiting: `query Waiting($w: ID!) { pickTasks(warehouseId: $w, status: [OPEN, PICKING, PICKED], first: 100) { edges { node { ${TASK} } } } }`,
  changed: `subscription Changed($w: ID!) { pickTaskChanged(warehouseId: $w) { ${TASK} } }`,
  start: `mutation Start($id: ID!) { pickTaskStart(id: $id, takeOver: true) { pickTask { ${TASK} } userErrors { message } } }`,
  confirm: `mutation Confirm($id: ID!, $lines: [PickedLineInput!]!) { pickTaskConfirm(id: $id, lines: $lines) { pickTask { ${TASK} } userErrors { message } } }`,
  pack: `mutation Pack($id: ID!) { parcelPack(pickTaskId: $id) { pickTask { ${TASK} } userErrors { message } } }`,
};

/** How often the board is read, in case that a change went unheard (milliseconds). */
const NET = 2_000;

/**
 * Stands in for the people on the floor when FULFILLMENT is auto: picks every task that it hears of in full and packs it, by the same API
 * that people use.
 */
export function startSimulatedWorker({ subgraphs, passports, logger }: Pick<Shop, 'subgraphs' | 'passports' | 'logger'>): void {
  const warehouse = subgraphs.get('warehouse');
  if (warehouse === undefined) throw new Error('there is no warehouse to work in');
  const worker = workerAt(warehouse.connection, passports, logger);
  void worker.work();
}

const robot = { ...guest, userId: userIdOf('simulated-worker'), firstName: 'Simulated', lastName: 'Worker', roles: ['warehouse'] as const };

function workerAt(connection: Connection, passports: PassportIssuer, logger: Logger) {
  const underWay = new Set<string>();

  async function ask<Answer>(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const { data, errors } = await connection.execute({ query, variables, passport: passports.issue(robot) });
    if (errors !== undefined) throw new Error(errors.map(error => error.message).join('; '));
    return data as Answer;
  }

  async function fulfill(task: PickTask): Promise<void> {
    if (underWay.has(task.id) || task.status === 'PACKED' || task.status === 'CANCELED') return;
    underWay.add(task.id);
    try {
      if (task.status === 'OPEN') await ask(QUESTIONS.start, { id: task.id });
      if (task.status !== 'PICKED')
        await ask(QUESTIONS.confirm, { id: task.id, lines: task.lines.map(({ id, quantity }) => ({ lineId: id, quantity })) });
      await ask(QUESTIONS.pack, { id: task.id });
    } catch (error) {
      // canceled under our hands, or the database away: the next look at the board shows what is left to do
      logger.debug({ err: error }, 'the simulated worker could not finish a task');
    } finally {
      underWay.delete(task.id);
    }
  }

  async function follow(w: string): Promise<void> {
    for await (const { data } of connection.subscribe({ query: QUESTIONS.changed, variables: { w }, passport: passports.issue(robot) })) {
      const task = data?.['pickTaskChanged'] as PickTask | undefined;
      if (task?.status === 'OPEN') void fulfill(task);
    }
  }

  async function look(w: string): Promise<void> {
    const { pickTasks } = await ask<{ pickTasks: { edges: readonly { node: PickTask }[] } }>(QUESTIONS.waiting, { w });
    for (const { node } of pickTasks.edges) await fulfill(node);
  }

  return {
    async work(): Promise<void> {
      const followed = new Set<string>();
      const again = async (): Promise<void> => {
        const { warehouses } = await ask<{ warehouses: readonly { id: string }[] }>(QUESTIONS.warehouses);
        for (const { id } of warehouses.filter(({ id }) => !followed.has(id))) {
          followed.add(id);
          void follow(id).finally(() => followed.delete(id));
        }
        for (const { id } of warehouses) await look(id);
      };
      const loop = (): void => {
        again()
          .catch((error: unknown) => logger.debug({ err: error }, 'the simulated worker cannot see the board'))
          .finally(() => setTimeout(loop, NET).unref());
      };
      loop();
    },
  };
}
