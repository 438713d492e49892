import { type UserError, userError } from '@micromart/input';
import { currentCause } from '@micromart/messaging';
import { SubgraphUnavailable } from '@micromart/service';
import type { App } from '../app.ts';
import { MOST_LINES } from '../domain/cart.ts';
import type { KnownVariant } from '../domain/warnings.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

const PATIENCE = 2_000;

export interface Recognized {
  readonly known: ReadonlyMap<string, KnownVariant>;
  /** One for each that is not sold, by its place in the request. */
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/**
 * Which of some variants are sold, by our own copy; shop is asked about those that it does not know yet.
 * @throws SubgraphUnavailable when it has to be asked and does not answer.
 */
export async function recognizeVariants(app: App, passport: string, variantIds: readonly string[], path: readonly string[]): Promise<Recognized> {
  if (variantIds.length > MOST_LINES) {
    return { known: new Map(), userErrors: [userError('QUANTITY_LIMIT', `a cart takes at most ${MOST_LINES} lines`, path)] };
  }
  const known = await app.store.knownVariants(variantIds);
  const strangers = [...new Set(variantIds)].filter(id => !known.has(id));
  const sold = new Set(variantIds.filter(id => known.get(id)?.sold));
  for (const id of strangers.length === 0 ? [] : await soldByShop(app, passport, strangers)) sold.add(id);
  const userErrors = variantIds.flatMap((id, index) =>
    sold.has(id) ? [] : [userError('VARIANT_UNKNOWN' as const, `${id} is not sold here`, [...path, String(index), 'variantId'])],
  );
  return { known, userErrors };
}

/** One question for all: a request full of strangers must not become a hundred requests to shop. */
async function soldByShop(app: App, passport: string, ids: readonly string[]): Promise<readonly string[]> {
  const { traceparent } = currentCause() ?? {};
  const named = ids.map((id, index) => [`v${index}`, id] as const);
  const { data, errors } = await app.ask({
    query: `query VariantsAreSold(${named.map(([name]) => `$${name}: ID!`).join(', ')}) { ${named.map(([name]) => `${name}: variant(id: $${name}) { id }`).join(' ')} }`,
    operationName: 'VariantsAreSold',
    variables: Object.fromEntries(named),
    passport,
    traceparent,
    timeout: PATIENCE,
  });
  if (errors !== undefined && errors.length > 0) throw new SubgraphUnavailable('the shop', { cause: errors });
  return named.flatMap(([name, id]) => (data?.[name] == null ? [] : [id]));
}
