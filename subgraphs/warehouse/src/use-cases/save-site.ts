import { sqlState } from '@micromart/database';
import type { MessagingTransaction } from '@micromart/messaging';
import { check, type Checked, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { AisleRow, App, ShelfRow, WarehouseRow } from '../app.ts';
import type { AisleInput, ShelfInput, UserErrorCode, WarehouseInput } from '../generated/resolvers.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

type Saved<Row> =
  | { readonly row: Row; readonly userErrors?: undefined }
  | { readonly row: null; readonly userErrors: readonly UserError<UserErrorCode>[] };
type Tx = MessagingTransaction<PrismaClient>;

const code = z.string().regex(/^[A-Z0-9]{1,10}$/, { message: 'must be one to ten capital letters and digits' });
const checkCode = (input: { readonly code: string }): Checked<{ code: string }> => check(z.object({ code }), input, ['input']);
const lost = (what: string, field: string): Saved<never> => ({
  row: null,
  userErrors: [userError('NOT_FOUND', `there is no such ${what}`, ['input', field])],
});

/** The aisle and shelf that every warehouse has for what comes back. */
const RETURNS = { aisle: 'RET', shelf: '01' };

/** Makes a warehouse, with a place for what comes back, or changes one. */
export async function saveWarehouse(app: App, input: WarehouseInput): Promise<Saved<WarehouseRow>> {
  const checked = check(z.object({ code, name: text(200) }), input, ['input']);
  if (checked.userErrors !== undefined) return { row: null, userErrors: checked.userErrors };
  const { id = null } = input;
  if (id !== null && (await app.store.warehouses([id])).length === 0) return lost('warehouse', 'id');
  const row = { id: id ?? app.newId('whs'), ...checked.value };
  return unlessTaken(app, row, async tx => {
    await app.store.saveWarehouse(tx.prisma, row);
    if (id !== null) return app.store.relabelShelves(tx, row.id);
    const aisle = { id: app.newId('ais'), warehouseId: row.id, code: RETURNS.aisle };
    const label = `${row.code}-${RETURNS.aisle}-${RETURNS.shelf}`;
    await app.store.saveAisle(tx.prisma, aisle);
    await app.store.saveShelf(tx.prisma, {
      id: app.newId('shf'),
      aisleId: aisle.id,
      warehouseId: row.id,
      code: RETURNS.shelf,
      label,
      forReturns: true,
    });
  });
}

/** Makes an aisle, or changes its code. */
export async function saveAisle(app: App, input: AisleInput): Promise<Saved<AisleRow>> {
  const checked = checkCode(input);
  if (checked.userErrors !== undefined) return { row: null, userErrors: checked.userErrors };
  if ((await app.store.warehouses([input.warehouseId])).length === 0) return lost('warehouse', 'warehouseId');
  const { id = null } = input;
  const [known] = id === null ? [] : await app.store.aislesById([id]);
  if (id !== null && known?.warehouseId !== input.warehouseId) return lost('aisle in that warehouse', 'id');
  const row = { id: known?.id ?? app.newId('ais'), warehouseId: input.warehouseId, code: checked.value.code };
  return unlessTaken(app, row, async tx => {
    await app.store.saveAisle(tx.prisma, row);
    if (known !== undefined) await app.store.relabelShelves(tx, row.warehouseId);
  });
}

/** Makes a shelf, or changes its code. */
export async function saveShelf(app: App, input: ShelfInput): Promise<Saved<ShelfRow>> {
  const checked = checkCode(input);
  if (checked.userErrors !== undefined) return { row: null, userErrors: checked.userErrors };
  const [aisle] = await app.store.aislesById([input.aisleId]);
  const [warehouse] = aisle === undefined ? [] : await app.store.warehouses([aisle.warehouseId]);
  if (aisle === undefined || warehouse === undefined) return lost('aisle', 'aisleId');
  const { id = null } = input;
  const [known] = id === null ? [] : await app.store.shelvesById([id]);
  if (id !== null && known?.aisleId !== aisle.id) return lost('shelf in that aisle', 'id');
  const row = {
    id: known?.id ?? app.newId('shf'),
    aisleId: aisle.id,
    warehouseId: warehouse.id,
    code: checked.value.code,
    label: `${warehouse.code}-${aisle.code}-${checked.value.code}`,
    forReturns: known?.forReturns ?? false,
  };
  return unlessTaken(app, row, tx => app.store.saveShelf(tx.prisma, row));
}

async function unlessTaken<Row>(app: App, row: Row, save: (tx: Tx) => Promise<void>): Promise<Saved<Row>> {
  try {
    await app.messaging.transaction(save);
    return { row };
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    return { row: null, userErrors: [userError('CONFLICT', 'this code is taken', ['input', 'code'])] };
  }
}
