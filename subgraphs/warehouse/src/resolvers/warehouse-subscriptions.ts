import { feedOfMany } from '@micromart/service';
import type { LevelRow, PickTaskRow } from '../app.ts';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';

const versionOf = (row: { readonly version: number }): number => row.version;
const idOf = (row: { readonly id: string }): string => row.id;
const inWarehouse =
  (warehouseId: string) =>
  (row: { readonly warehouseId: string }): boolean =>
    row.warehouseId === warehouseId;

export const warehouseSubscriptions: SubscriptionResolvers = {
  stockLevelChanged: {
    subscribe: (_, { warehouseId }, { app, viewer, missedFor }) =>
      feedOfMany<LevelRow>({
        wakeUps: app.wakeUps,
        kind: 'stock-level',
        read: async ids => (await app.store.levelsById(ids)).filter(inWarehouse(warehouseId)),
        idOf,
        versionOf,
        recent: milliseconds => app.store.levelsChangedSince(warehouseId, new Date(app.clock().getTime() - milliseconds)),
        missedFor,
        until: viewer.expiresAt,
      }),
    resolve: (level: LevelRow) => level,
  },
  pickTaskChanged: {
    subscribe: (_, { warehouseId }, { app, viewer, missedFor }) =>
      feedOfMany<PickTaskRow>({
        wakeUps: app.wakeUps,
        kind: 'pick-task',
        read: async ids => (await app.store.pickTasksById(ids)).filter(inWarehouse(warehouseId)),
        idOf,
        versionOf,
        recent: milliseconds => app.store.pickTasksChangedSince(warehouseId, new Date(app.clock().getTime() - milliseconds)),
        missedFor,
        until: viewer.expiresAt,
      }),
    resolve: (task: PickTaskRow) => task,
  },
};
