import type { AisleRow, ShelfRow, WarehouseRow } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Sql, TransactionPrisma } from '@micromart/database';

type Prisma = Pick<PrismaClient, 'warehouse' | 'aisle' | 'shelf'> | Pick<TransactionPrisma<PrismaClient>, 'warehouse' | 'aisle' | 'shelf'>;

/** Writes a place, whether it is new or not. @throws SQLSTATE 23505 when its code is taken. */
export const saveWarehouse = async (prisma: Prisma, { id, code, name }: WarehouseRow): Promise<void> =>
  void (await prisma.warehouse.upsert({ where: { id }, create: { id, code, name }, update: { code, name } }));

export const saveAisle = async (prisma: Prisma, { id, warehouseId, code }: AisleRow): Promise<void> =>
  void (await prisma.aisle.upsert({ where: { id }, create: { id, warehouseId, code }, update: { code } }));

export const saveShelf = async (prisma: Prisma, { id, ...shelf }: ShelfRow): Promise<void> =>
  void (await prisma.shelf.upsert({ where: { id }, create: { id, ...shelf }, update: { code: shelf.code, label: shelf.label } }));

/** Makes the labels of a warehouse's shelves anew from the codes. @throws SQLSTATE 23505 when a label is taken. */
export async function relabelShelves(sql: Sql, warehouseId: string): Promise<void> {
  await sql.query({
    name: 'relabel_shelves',
    text: `
      UPDATE shelf s SET label = concat_ws('-', w.code, a.code, s.code) FROM aisle a, warehouse w
      WHERE s.warehouse_id = $1 AND a.id = s.aisle_id AND w.id = s.warehouse_id AND s.label <> concat_ws('-', w.code, a.code, s.code)`,
    values: [warehouseId],
  });
}

const among = (ids: readonly string[]) => ({ in: [...ids] });

export const warehouses = (prisma: Prisma, ids?: readonly string[]): Promise<readonly WarehouseRow[]> =>
  prisma.warehouse.findMany({ ...(ids === undefined ? {} : { where: { id: among(ids) } }), orderBy: { code: 'asc' } });
export const warehouseByCode = (prisma: Prisma, code: string): Promise<WarehouseRow | null> => prisma.warehouse.findFirst({ where: { code } });
export const aislesById = (prisma: Prisma, ids: readonly string[]): Promise<readonly AisleRow[]> =>
  prisma.aisle.findMany({ where: { id: among(ids) } });
export const aislesOfWarehouses = (prisma: Prisma, warehouseIds: readonly string[]): Promise<readonly AisleRow[]> =>
  prisma.aisle.findMany({ where: { warehouseId: among(warehouseIds) }, orderBy: { code: 'asc' } });
export const shelvesById = (prisma: Prisma, ids: readonly string[]): Promise<readonly ShelfRow[]> =>
  prisma.shelf.findMany({ where: { id: among(ids) } });
export const shelvesOfAisles = (prisma: Prisma, aisleIds: readonly string[]): Promise<readonly ShelfRow[]> =>
  prisma.shelf.findMany({ where: { aisleId: among(aisleIds) }, orderBy: { code: 'asc' } });
export const shelfByLabel = (prisma: Prisma, label: string): Promise<ShelfRow | null> => prisma.shelf.findFirst({ where: { label } });
export const returnsShelf = (prisma: Prisma, warehouseId: string): Promise<ShelfRow | null> =>
  prisma.shelf.findFirst({ where: { warehouseId, forReturns: true } });
