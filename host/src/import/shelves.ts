import { type Client, SaveAisleDocument, SaveShelfDocument, ScanShelfDocument, SitesDocument } from '@micromart/sdk';
import { ImportFault } from './problems.ts';

export interface ImportShelf {
  readonly id: string;
  readonly label: string;
}

const AISLE = 'IN';
const SHELF = 'IMPORT';

/** The shelf with a label. @throws ImportFault when there is none. */
export async function shelfWithLabel(client: Client, label: string): Promise<ImportShelf> {
  const { shelf } = await client.request(ScanShelfDocument, { label });
  if (!shelf) throw new ImportFault(`There is no shelf ${label}. Shelves are named like BER-A01-01.`);
  return { id: shelf.id, label: shelf.label };
}

/** The shelf for what comes by import, in the first warehouse; made when it is not there. @throws ImportFault when there is no warehouse. */
export async function importShelf(client: Client): Promise<ImportShelf> {
  const { warehouses } = await client.request(SitesDocument);
  const [warehouse] = warehouses ?? [];
  if (warehouse === undefined)
    throw new ImportFault('There is no warehouse to put the goods into: make one, or leave the quantities out of the file.');
  const aisle = warehouse.aisles.find(({ code }) => code === AISLE);
  const shelf = aisle?.shelves.find(({ code }) => code === SHELF);
  if (shelf !== undefined) return { id: shelf.id, label: shelf.label };
  const aisleId = aisle?.id ?? (await makeAisle(client, warehouse.id));
  const { shelfSave } = await client.request(SaveShelfDocument, { input: { aisleId, code: SHELF } });
  if (!shelfSave?.shelf) throw notMade('shelf', shelfSave?.userErrors);
  return shelfSave.shelf;
}

async function makeAisle(client: Client, warehouseId: string): Promise<string> {
  const { aisleSave } = await client.request(SaveAisleDocument, { input: { warehouseId, code: AISLE } });
  if (!aisleSave?.aisle) throw notMade('aisle', aisleSave?.userErrors);
  return aisleSave.aisle.id;
}

const notMade = (what: string, refusals: readonly { readonly message: string }[] = []): ImportFault =>
  new ImportFault(`The ${what} for imported goods could not be made: ${refusals.map(({ message }) => message).join('; ')}.`);
