import { isStorable } from '@micromart/input';
import { badUserInput, pageArguments, pageOf } from '@micromart/service';
import type { App, LevelPage, MovementPage, PickTaskPage } from '../app.ts';
import type { QueryPickTasksArgs, QueryStockLevelsArgs, QueryStockMovementsArgs, RequireFields } from '../generated/resolvers.ts';

const byId = (args: { readonly first: number; readonly after?: string | null | undefined }) => pageArguments<readonly [string]>(args, ['string']);
const idOf = (row: { readonly id: string }) => [row.id] as const;

/** Levels that match. What is left out of the filter, or null, does not narrow the list. */
export async function levelConnection(app: App, args: RequireFields<QueryStockLevelsArgs, 'first'>): Promise<LevelPage> {
  const checked = byId(args);
  const { warehouseId, variantId, query, lowStock } = args.filter ?? {};
  if (query !== undefined && query !== null && !isStorable(query)) throw badUserInput('query has characters that are not text', ['filter', 'query']);
  const listing = {
    warehouseId: warehouseId ?? null,
    variantId: variantId ?? null,
    query: query ?? null,
    lowStock: lowStock ?? null,
    first: checked.first,
    after: checked.after?.[0] ?? null,
  };
  return { ...pageOf(await app.store.pageOfLevels(listing), checked, idOf), total: () => app.store.countLevels(listing) };
}

/** The ledger, the newest first. */
export async function movementConnection(app: App, args: RequireFields<QueryStockMovementsArgs, 'first'>): Promise<MovementPage> {
  const checked = byId(args);
  const listing = {
    warehouseId: args.filter?.warehouseId ?? undefined,
    variantId: args.filter?.variantId ?? undefined,
    reference: args.filter?.reference ?? undefined,
    first: checked.first,
    after: checked.after?.[0] ?? null,
  };
  return pageOf(await app.store.pageOfMovements(listing), checked, idOf);
}

/** Pick tasks of a warehouse, the oldest first. */
export async function pickTaskConnection(app: App, args: RequireFields<QueryPickTasksArgs, 'first'>): Promise<PickTaskPage> {
  const checked = byId(args);
  const listing = { warehouseId: args.warehouseId, status: args.status ?? undefined, first: checked.first, after: checked.after?.[0] ?? null };
  return { ...pageOf(await app.store.pageOfPickTasks(listing), checked, idOf), total: () => app.store.countPickTasks(listing) };
}
