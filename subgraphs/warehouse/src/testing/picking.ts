import { expect } from '@jest/globals';
import { newId } from '@micromart/service';
import type { AllocationRow, PickTaskRow } from '../app.ts';
import { confirmPick } from '../use-cases/confirm-pick.ts';
import { startPick } from '../use-cases/start-pick.ts';
import { eventually } from '@micromart/service/testing';
import { placed, requested, type TestOrder, type TestParcel } from './neighbours.ts';
import { walter } from './people.ts';
import type { Site } from './sites.ts';
import type { WarehouseWorld } from './warehouse-world.ts';

/** What tests of picking do and see on a floor. */
export function pickingOn(world: WarehouseWorld, site: Site) {
  const taskOnce = (id: string, status: PickTaskRow['status']): Promise<PickTaskRow | undefined> =>
    eventually(
      async () => (await world.app.store.pickTasksById([id]))[0],
      task => task?.status === status,
    );
  const linesOf = (id: string): Promise<readonly AllocationRow[]> => world.app.store.linesOfTasks([id]);
  return {
    taskOnce,
    linesOf,
    wordsOf: (order: TestOrder): readonly string[] => world.said(order.id).map(({ type }) => type),
    heard: (order: TestOrder, type: string) =>
      eventually(
        () => world.said(order.id).find(event => event.type === type),
        event => event !== undefined,
      ),
    levelsOf: async (variantId: string) =>
      (await world.app.store.levelsOfVariants([variantId])).map(({ shelfId, onHand, allocated }) => ({ shelfId, onHand, allocated })),
    /** An order that is paid, and to be picked in one parcel. */
    async toPick(order: TestOrder): Promise<TestParcel> {
      const parcel = { parcelId: newId('pcl'), warehouseId: site.warehouse.id };
      await world.publish(placed(order));
      await world.publish(requested(order, [parcel]));
      await taskOnce(parcel.parcelId, 'OPEN');
      return parcel;
    },
    /** Everything that there is to pick lies in the tote. */
    async pickAll(id: string): Promise<void> {
      await startPick(world.app, walter, { id, takeOver: false });
      const lines = (await linesOf(id)).map(({ id: lineId, quantity }) => ({ lineId, quantity, short: false }));
      expect((await confirmPick(world.app, walter, { id, lines })).userErrors).toEqual([]);
    },
  };
}
