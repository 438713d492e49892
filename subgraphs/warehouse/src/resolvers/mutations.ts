import type { MutationResolvers } from '../generated/resolvers.ts';
import { confirmPick } from '../use-cases/confirm-pick.ts';
import type { BookedLevels } from '../use-cases/book-once.ts';
import { adjustStock, countStock } from '../use-cases/correct-stock.ts';
import { moveStock } from '../use-cases/move-stock.ts';
import { packParcel } from '../use-cases/pack-parcel.ts';
import { receiveStock } from '../use-cases/receive-stock.ts';
import { saveAisle, saveShelf, saveWarehouse } from '../use-cases/save-site.ts';
import { setReorderPoint } from '../use-cases/set-reorder-point.ts';
import { startPick } from '../use-cases/start-pick.ts';

export const mutations: MutationResolvers = {
  warehouseSave: async (_, { input }, { app }) => {
    const { row, userErrors = [] } = await saveWarehouse(app, input);
    return { warehouse: row, userErrors };
  },
  aisleSave: async (_, { input }, { app }) => {
    const { row, userErrors = [] } = await saveAisle(app, input);
    return { aisle: row, userErrors };
  },
  shelfSave: async (_, { input }, { app }) => {
    const { row, userErrors = [] } = await saveShelf(app, input);
    return { shelf: row, userErrors };
  },
  stockReceive: async (_, { input }, { app, viewer }) => onlyLevel(await receiveStock(app, viewer, { ...input, reference: input.reference ?? null })),
  stockAdjust: async (_, { input }, { app, viewer }) => onlyLevel(await adjustStock(app, viewer, input)),
  stockCount: async (_, { input }, { app, viewer }) => onlyLevel(await countStock(app, viewer, input)),
  stockMove: (_, { input }, { app, viewer }) => moveStock(app, viewer, input),
  reorderPointSet: (_, args, { app }) => setReorderPoint(app, args),
  pickTaskStart: (_, args, { app, viewer }) => startPick(app, viewer, args),
  pickTaskConfirm: (_, { id, lines }, { app, viewer }) =>
    confirmPick(app, viewer, { id, lines: lines.map(line => ({ ...line, short: line.short ?? false })) }),
  parcelPack: (_, { pickTaskId, weightGrams }, { app }) => packParcel(app, { pickTaskId, weightGrams: weightGrams ?? null }),
};

const onlyLevel = ({ levels, userErrors }: BookedLevels) => ({ stockLevel: levels[0] ?? null, userErrors });
