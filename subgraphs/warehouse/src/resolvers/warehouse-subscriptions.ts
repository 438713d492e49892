import { feedOfMany } from '@micromart/service';
import type { LevelRow, PickTaskRow } from '../app.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';

/** How far back a live list looks for changes whose wake-up was lost (milliseconds). */
const RECENT = 10_000;

const versionOf = (row: { readonly version: number }): number => row.version;
const idOf = (row: { readonly id: string }): string => row.id;
const inWarehouse =
  (warehouseId: string) =>
  (row: { readonly warehouseId: string }): boolean =>
    row.warehouseId === warehouseId;

export const warehouseSubscriptions: SubscriptionResolvers = {
  stockLevelChanged: {
    subscribe: (_, { warehouseId }, { app, viewer }) =>
      feedOfMany<LevelRow>({
        wakeUps: app.wakeUps,
        kind: 'stock-level',
        read: async ids => (await app.store.levelsById(ids)).filter(inWarehouse(warehouseId)),
        idOf,
        versionOf,
        recent: () => app.store.levelsChangedSince(warehouseId, new Date(app.clock().getTime() - RECENT)),
        until: viewer.expiresAt,
      }),
    resolve: (level: LevelRow) => level,
  },
  pickTaskChanged: {
    subscribe: (_, { warehouseId }, { app, viewer }) =>
      feedOfMany<PickTaskRow>({
        wakeUps: app.wakeUps,
        kind: 'pick-task',
        read: async ids => (await app.store.pickTasksById(ids)).filter(inWarehouse(warehouseId)),
        idOf,
        versionOf,
        recent: () => app.store.pickTasksChangedSince(warehouseId, new Date(app.clock().getTime() - RECENT)),
        until: viewer.expiresAt,
      }),
    resolve: (task: PickTaskRow) => task,
  },
};
