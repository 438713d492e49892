import { type UserError, userError } from '@micromart/input';
import type { App } from '../app.ts';
import type { KnownVariant } from '../domain/warnings.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

const QUERY = 'query VariantIsSold($id: ID!) { variant(id: $id) { id } }';
const PATIENCE = 2_000;

export interface Recognized {
  readonly known: ReadonlyMap<string, KnownVariant>;
  /** One for each that is not sold, by its place in the request. */
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** Which of some variants are sold, by our own copy; shop is asked about those that it does not know yet. */
export async function recognizeVariants(app: App, passport: string, variantIds: readonly string[], path: readonly string[]): Promise<Recognized> {
  const known = await app.store.knownVariants(variantIds);
  const userErrors = await Promise.all(
    variantIds.map(async (id, index) => {
      const variant = known.get(id);
      if (variant?.sold === true || (variant === undefined && (await isSoldByShop(app, passport, id)))) return [];
      return [userError('VARIANT_UNKNOWN' as const, `${id} is not sold here`, [...path, String(index), 'variantId'])];
    }),
  );
  return { known, userErrors: userErrors.flat() };
}

async function isSoldByShop(app: App, passport: string, id: string): Promise<boolean> {
  const { data } = await app.ask({ query: QUERY, operationName: 'VariantIsSold', variables: { id }, passport, timeout: PATIENCE });
  return data?.['variant'] != null;
}
