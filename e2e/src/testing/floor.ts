import { eventually } from '@micromart/local/testing/eventually';
import { ConfirmPickDocument, PackDocument, PickBoardDocument, type PickTaskFieldsFragment, SitesDocument, StartPickDocument } from '@micromart/sdk';
import type { Bought } from './buying.ts';
import { untilOrder } from './following.ts';
import type { TestShop } from './open-shop.ts';
import type { Visitor } from './visitors.ts';

/** How many of a line were found, by its SKU. */
export type Found = Readonly<Record<string, number>>;

/** The pick tasks of an order, once there are `parcels` of them. */
export async function tasksOf(shop: TestShop, { number }: Pick<Bought, 'number'>, parcels = 1): Promise<readonly PickTaskFieldsFragment[]> {
  const walter = shop.as('walter');
  const { warehouses } = await walter.request(SitesDocument);
  return eventually(async () => {
    const boards = await Promise.all((warehouses ?? []).map(({ id }) => walter.request(PickBoardDocument, { warehouseId: id })));
    const tasks = boards.flatMap(({ pickTasks }) => pickTasks?.edges.map(({ node }) => node) ?? []).filter(task => task.orderNumber === number);
    return tasks.length === parcels ? tasks : undefined;
  });
}

/** Walks to the shelves, and says what was found: all of it, unless `found` says otherwise. */
export async function pick(shop: TestShop, task: PickTaskFieldsFragment, found: Found = {}): Promise<PickTaskFieldsFragment> {
  const walter = shop.as('walter');
  const { pickTaskStart } = await walter.request(StartPickDocument, { id: task.id });
  if (pickTaskStart?.pickTask?.status !== 'PICKING') throw new Error(`not started: ${JSON.stringify(pickTaskStart)}`);
  const lines = task.lines.map(({ id, sku, quantity }) => ({ lineId: id, quantity: found[sku] ?? quantity, short: found[sku] !== undefined }));
  const { pickTaskConfirm } = await walter.request(ConfirmPickDocument, { id: task.id, lines });
  if (pickTaskConfirm?.pickTask == null || pickTaskConfirm.userErrors.length > 0) throw new Error(`not picked: ${JSON.stringify(pickTaskConfirm)}`);
  return pickTaskConfirm.pickTask;
}

export async function pack(shop: TestShop, { id }: Pick<PickTaskFieldsFragment, 'id'>, weightGrams?: number): Promise<void> {
  const { parcelPack } = await shop.as('walter').request(PackDocument, { pickTaskId: id, weightGrams: weightGrams ?? null });
  if (parcelPack?.pickTask?.status !== 'PACKED') throw new Error(`not packed: ${JSON.stringify(parcelPack)}`);
}

/** Everything that people do for an order of one parcel; resolves to its tracking number when it waits for its carrier. */
export async function makeReady(shop: TestShop, visitor: Visitor, bought: Bought): Promise<string> {
  for (const task of await tasksOf(shop, bought)) {
    await pick(shop, task);
    await pack(shop, task);
  }
  const { shipments } = await untilOrder(visitor, bought, order => order.shipments?.[0]?.status === 'READY');
  return shipments?.[0]?.trackingNumber ?? '';
}

/** The carrier takes a parcel `steps` further. */
export async function carry(shop: TestShop, trackingNumber: string, steps = 1): Promise<void> {
  for (let step = 0; step < steps; step += 1) await eventually(() => shop.outsiders.carriers.move(trackingNumber));
}
