import { guest, type PassportIssuer, userIdOf } from '@micromart/auth';
import type { Connection, Logger } from '@micromart/service';
import type { Redis } from 'ioredis';
import { shiftOf } from './shift.ts';

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
/** After so long without a round of the replica that works, another one takes over (milliseconds). */
const LEASE = 3 * NET;

const robot = { ...guest, userId: userIdOf('simulated-worker'), firstName: 'Simulated', lastName: 'Worker', roles: ['warehouse'] as const };

export interface SimulatedWorkerOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly passports: PassportIssuer;
  /** Of replicas that share a Redis one works at a time. */
  readonly redis: Redis;
  readonly logger: Logger;
}

/**
 * Stands in for the people on the floor when FULFILLMENT is auto: picks every task that it hears of in full and packs it, by the same API
 * that people use.
 */
export function startSimulatedWorker({ connections, passports, redis, logger }: SimulatedWorkerOptions): { stop(): Promise<void> } {
  const warehouse = connections.get('warehouse');
  if (warehouse === undefined) throw new Error('there is no warehouse to work in');
  const connection = warehouse;
  const shift = shiftOf(redis, 'simulated-worker', LEASE);
  const underWay = new Set<string>();
  const boards = new Map<string, { return?(): unknown }>();
  let stopped = false;
  let pause: NodeJS.Timeout | undefined;

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

  /** Hears of new tasks of one warehouse, until the stream is lost; the next look at the board opens it again. */
  async function follow(w: string): Promise<void> {
    const changes = connection.subscribe({ query: QUESTIONS.changed, variables: { w }, passport: passports.issue(robot) });
    boards.set(w, changes);
    try {
      for await (const { data } of changes) {
        const task = data?.['pickTaskChanged'] as PickTask | undefined;
        if (task?.status === 'OPEN') void fulfill(task);
      }
    } catch (error) {
      logger.debug({ err: error }, 'the simulated worker lost sight of the board');
    } finally {
      boards.delete(w);
    }
  }

  async function look(w: string): Promise<void> {
    const { pickTasks } = await ask<{ pickTasks: { edges: readonly { node: PickTask }[] } }>(QUESTIONS.waiting, { w });
    for (const { node } of pickTasks.edges) await fulfill(node);
  }

  async function round(): Promise<void> {
    try {
      if (await shift.isMine()) await atWork();
      else goHome();
    } catch (error) {
      logger.debug({ err: error }, 'the simulated worker cannot see the board');
    }
    if (!stopped) pause = setTimeout(() => void round(), NET);
  }

  async function atWork(): Promise<void> {
    const { warehouses } = await ask<{ warehouses: readonly { id: string }[] }>(QUESTIONS.warehouses);
    for (const { id } of warehouses) {
      if (!boards.has(id) && !stopped) void follow(id);
      await look(id);
    }
  }

  function goHome(): void {
    for (const board of boards.values()) board.return?.();
  }

  void round();
  return {
    async stop() {
      stopped = true;
      clearTimeout(pause);
      goHome();
      await shift.end();
    },
  };
}
