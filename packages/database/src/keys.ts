/**
 * The keys in a `text[]` parameter, for `id = ANY(${keysIn('$1')})` in a statement with a name. It says the same as `ANY($1)`, but does not show
 * PostgreSQL how many there are: it would find a plan for two keys cheaper than one for any number of them, and so plan anew at each call, which
 * takes longer than reading the rows (variants by id: 1.08 ms with it, 0.62 without).
 */
export const keysIn = (parameter: `$${number}`): string => `ARRAY(SELECT unnest(${parameter}::text[]))`;
