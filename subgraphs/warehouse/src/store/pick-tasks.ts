import { keysIn, type Sql } from '@micromart/database';
import { type ChangedState, COUNT_LIMIT } from '@micromart/service';
import type { PickTaskRow } from '../app.ts';
import type { PickTaskStatus } from '../domain/picking.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

const COLUMNS = `
  t.id, t.order_id AS "orderId", t.order_number AS "orderNumber", t.warehouse_id AS "warehouseId", t.status, t.picker_id AS "pickerId",
  t.weight_grams AS "weightGrams", t.version, t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;

export async function pickTasksById(sql: Sql, ids: readonly string[]): Promise<readonly PickTaskRow[]> {
  const { rows } = await sql.query<PickTaskRow>({
    name: 'pick_tasks_by_id',
    text: `SELECT ${COLUMNS} FROM pick_task t WHERE t.id = ANY(${keysIn('$1')})`,
    values: [ids],
  });
  return rows;
}

export async function pickTasksOfOrders(sql: Sql, orderIds: readonly string[]): Promise<readonly PickTaskRow[]> {
  const { rows } = await sql.query<PickTaskRow>({
    name: 'pick_tasks_of_orders',
    text: `SELECT ${COLUMNS} FROM pick_task t WHERE t.order_id = ANY(${keysIn('$1')}) ORDER BY t.order_id, t.id`,
    values: [orderIds],
  });
  return rows;
}

export async function insertPickTask(sql: Sql, task: PickTaskRow): Promise<void> {
  await sql.query({
    name: 'insert_pick_task',
    text: `INSERT INTO pick_task (id, order_id, order_number, warehouse_id, status, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [task.id, task.orderId, task.orderNumber, task.warehouseId, task.status, task.version, task.createdAt, task.updatedAt],
  });
}

/** Writes what can change of a task; the order's case is locked. */
export async function updatePickTask(sql: Sql, task: PickTaskRow): Promise<void> {
  await sql.query({
    name: 'update_pick_task',
    text: 'UPDATE pick_task SET status = $2, picker_id = $3, weight_grams = $4, version = $5, updated_at = $6 WHERE id = $1',
    values: [task.id, task.status, task.pickerId, task.weightGrams, task.version, task.updatedAt],
  });
}

/** Which tasks a list shows, the oldest first. */
export interface PickTaskListing {
  readonly warehouseId: string;
  readonly status: readonly PickTaskStatus[] | undefined;
  readonly first: number;
  /** The id of the task that the page begins behind: ids sort by the time of asking. */
  readonly after: string | null;
}

const whereOf = ({ warehouseId, status }: PickTaskListing) => ({
  warehouseId,
  ...(status === undefined ? {} : { status: { in: [...status] } }),
});

/** One row more than asked for, where there is one. */
export async function pageOfPickTasks(prisma: PrismaClient, listing: PickTaskListing): Promise<readonly PickTaskRow[]> {
  const rows = await prisma.pickTask.findMany({
    where: { ...whereOf(listing), ...(listing.after === null ? {} : { id: { gt: listing.after } }) },
    orderBy: { id: 'asc' },
    take: listing.first + 1,
  });
  return rows as PickTaskRow[];
}

export const countPickTasks = (prisma: PrismaClient, listing: PickTaskListing): Promise<number> =>
  prisma.pickTask.count({ where: whereOf(listing), take: COUNT_LIMIT });

/** Tasks of a warehouse that changed since a moment, the newest change first. */
export const pickTasksChangedSince = (prisma: PrismaClient, warehouseId: string, since: Date): Promise<readonly ChangedState[]> =>
  prisma.pickTask.findMany({
    where: { warehouseId, updatedAt: { gte: since } },
    select: { id: true, version: true },
    orderBy: { updatedAt: 'desc' },
    take: 1_000,
  });
