import { newId } from '@micromart/service';
import type { App, ShelfRow, WarehouseRow } from '../app.ts';
import { receiveStock } from '../use-cases/receive-stock.ts';
import { saveAisle, saveShelf, saveWarehouse } from '../use-cases/save-site.ts';
import { walter } from './people.ts';

let made = 0;

export interface Site {
  readonly warehouse: WarehouseRow;
  readonly shelves: readonly [ShelfRow, ShelfRow, ShelfRow];
}

const saved = <Row>(result: { readonly row: Row | null }): Row => {
  if (result.row === null) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.row;
};

/** A warehouse with shelves `A2-1`, `A10-1` and `A10-2`. */
export async function openSite(app: App): Promise<Site> {
  const warehouse = saved(await saveWarehouse(app, { code: `W${(made += 1)}`, name: 'Somewhere' }));
  const near = saved(await saveAisle(app, { warehouseId: warehouse.id, code: 'A2' }));
  const far = saved(await saveAisle(app, { warehouseId: warehouse.id, code: 'A10' }));
  const shelf = async (aisleId: string, code: string): Promise<ShelfRow> => saved(await saveShelf(app, { aisleId, code }));
  return { warehouse, shelves: [await shelf(near.id, '1'), await shelf(far.id, '1'), await shelf(far.id, '2')] };
}

export const newVariant = (): string => newId('var');

/** Books goods onto a shelf, a new variant's unless one is named; returns the variant's id. */
export async function stocked(app: App, shelfId: string, quantity: number, variantId = newVariant()): Promise<string> {
  const { userErrors } = await receiveStock(app, walter, { variantId, shelfId, quantity, idempotencyKey: newId('key') });
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return variantId;
}
