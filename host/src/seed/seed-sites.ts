import type { Asking } from './asking.ts';

const SITES = 'query Sites { warehouses { id code aisles { id code shelves { id code } } } }';
const WAREHOUSE = 'mutation Save($input: WarehouseInput!) { warehouseSave(input: $input) { warehouse { id } userErrors { code message field } } }';
const AISLE = 'mutation Save($input: AisleInput!) { aisleSave(input: $input) { aisle { id } userErrors { code message field } } }';
const SHELF = 'mutation Save($input: ShelfInput!) { shelfSave(input: $input) { shelf { id } userErrors { code message field } } }';

const SITES_TO_BUILD = [
  { code: 'BER', name: 'Berlin', aisles: 4, shelves: 10 },
  { code: 'LEJ', name: 'Leipzig', aisles: 3, shelves: 8 },
] as const;

export type SiteCode = (typeof SITES_TO_BUILD)[number]['code'];

interface Coded {
  readonly id: string;
  readonly code: string;
}
interface Sites {
  readonly warehouses: readonly (Coded & { readonly aisles: readonly (Coded & { readonly shelves: readonly Coded[] })[] })[];
}

/** Builds what is missing of two warehouses. @returns the ids of their shelves, in walking order. */
export async function seedSites(ask: Asking): Promise<Readonly<Record<SiteCode, readonly string[]>>> {
  const { warehouses } = await ask<Sites>('warehouse', SITES);
  const built: Record<string, readonly string[]> = {};
  for (const { code, name, aisles, shelves } of SITES_TO_BUILD) {
    const site = warehouses.find(other => other.code === code);
    const warehouseId = site?.id ?? (await saveWarehouse(ask, { code, name }));
    const ids: string[] = [];
    for (const aisleCode of codes('A', aisles)) {
      const aisle = site?.aisles.find(other => other.code === aisleCode);
      const aisleId = aisle?.id ?? (await saveAisle(ask, { warehouseId, code: aisleCode }));
      for (const shelfCode of codes('', shelves)) {
        const shelf = aisle?.shelves.find(other => other.code === shelfCode);
        ids.push(shelf?.id ?? (await saveShelf(ask, { aisleId, code: shelfCode })));
      }
    }
    built[code] = ids;
  }
  return built as Record<SiteCode, readonly string[]>;
}

/** `A01`, `A02` and so on. */
const codes = (letter: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`);

const saveWarehouse = async (ask: Asking, input: object): Promise<string> =>
  (await ask<{ warehouseSave: { warehouse: { id: string } } }>('warehouse', WAREHOUSE, { input })).warehouseSave.warehouse.id;

const saveAisle = async (ask: Asking, input: object): Promise<string> =>
  (await ask<{ aisleSave: { aisle: { id: string } } }>('warehouse', AISLE, { input })).aisleSave.aisle.id;

const saveShelf = async (ask: Asking, input: object): Promise<string> =>
  (await ask<{ shelfSave: { shelf: { id: string } } }>('warehouse', SHELF, { input })).shelfSave.shelf.id;
