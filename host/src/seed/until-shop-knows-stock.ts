import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking } from './asking.ts';

const AVAILABLE = 'query Available($of: [_Any!]!) { _entities(representations: $of) { ... on ProductVariant { availability { inStock } } } }';
const SHOWN = 'query Shown($of: [_Any!]!) { _entities(representations: $of) { ... on ProductVariant { product { inStock } } } }';

interface Entities<Entity> {
  readonly _entities: readonly (Entity | null)[];
}

/** Events take moments; whatever takes longer is not worth a start that fails (milliseconds). */
const PATIENCE = 30_000;
const LOOK = 50;

/**
 * Waits until the shop's own copy of stock has caught up with the shelves: a list that says "sold out" would be wrong for a moment. What is sold
 * out is not waited for, and nothing for ever.
 */
export async function untilShopKnowsStock(ask: Asking, variantIds: readonly string[]): Promise<void> {
  const of = variantIds.map(id => ({ __typename: 'ProductVariant', id }));
  const isBehind = async (): Promise<boolean> => {
    const { _entities: there } = await ask<Entities<{ readonly availability: { readonly inStock: boolean } | null }>>('warehouse', AVAILABLE, { of });
    const { _entities: shown } = await ask<Entities<{ readonly product: { readonly inStock: boolean } }>>('shop', SHOWN, { of });
    return there.some((variant, at) => variant?.availability?.inStock === true && shown[at]?.product.inStock === false);
  };
  for (const end = Date.now() + PATIENCE; Date.now() < end && (await isBehind()); ) await sleep(LOOK);
}
