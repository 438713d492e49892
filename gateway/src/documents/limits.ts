import type { Measure } from './measure.ts';

/** What one operation may ask for at most. */
export interface DocumentLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly cost: number;
}

/** The first limit that an operation exceeds; undefined when it is within all. */
export function exceeded(limits: DocumentLimits, measured: Measure): { readonly limit: keyof Measure; readonly message: string } | undefined {
  const rows: readonly (readonly [keyof Measure, number, string])[] = [
    ['depth', limits.depth, 'levels of fields'],
    ['rootFields', limits.rootFields, 'fields on the first level'],
    ['aliases', limits.aliases, 'aliases'],
    ['directives', limits.directives, 'directives'],
    ['cost', limits.cost, 'objects to fetch, as estimated from its lists'],
  ];
  for (const [limit, most, what] of rows) {
    const asked = measured[limit];
    if (asked > most) return { limit, message: `The operation has ${Math.ceil(asked)} ${what}, more than ${most}` };
  }
  return undefined;
}
