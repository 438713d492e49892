import type { Asking } from './asking.ts';

const LEVELS =
  'query Levels($of: [_Any!]!) { _entities(representations: $of) { ... on ProductVariant { stockLevels { shelf { aisle { warehouse { code } } } } } } }';

interface Answer {
  readonly _entities: readonly {
    readonly stockLevels: readonly { readonly shelf: { readonly aisle: { readonly warehouse: { readonly code: string } } } }[] | null;
  }[];
}

/** The codes of the warehouses in which variants have stock levels, be they empty, by SKU. @param ids of the variants, by SKU. */
export async function sitesBySku(ask: Asking, ids: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const of = [...ids.values()].map(id => ({ __typename: 'ProductVariant', id }));
  const { _entities } = await ask<Answer>('warehouse', LEVELS, { of });
  return new Map([...ids.keys()].map((sku, at) => [sku, (_entities[at]?.stockLevels ?? []).map(({ shelf }) => shelf.aisle.warehouse.code)]));
}
