import type { Problem } from './problems.ts';

/** What came of an import; it grows while the import goes on. */
export interface Report {
  rows: number;
  /** Products that were new, or different from the catalog. */
  imported: number;
  unchanged: number;
  readonly problems: Problem[];
  /** Columns that nothing was taken from, and in how many rows they had something. */
  readonly ignored: Map<string, number>;
  readonly booked: Goods;
  /** Quantities of variants that the warehouse knew already. */
  readonly known: Goods;
  /** The label of the shelf that the goods were booked on. */
  shelf: string | undefined;
}

export interface Goods {
  variants: number;
  units: number;
}

export const emptyReport = (): Report => ({
  rows: 0,
  imported: 0,
  unchanged: 0,
  problems: [],
  ignored: new Map(),
  booked: { variants: 0, units: 0 },
  known: { variants: 0, units: 0 },
  shelf: undefined,
});

/** Notes that a variant came with so many units. */
export function addGoods(goods: Goods, units: number): void {
  goods.variants += 1;
  goods.units += units;
}

const number = (value: number): string => value.toLocaleString('en-US');
const counted = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;

/** The report for people, line by line. */
export function reportLines({ rows, imported, unchanged, problems, ignored, booked, known, shelf }: Report): string[] {
  const lines = [`${counted(rows, 'row')} read: ${counted(imported, 'product')} imported, ${number(unchanged)} unchanged.`];
  if (booked.variants > 0) lines.push(`${counted(booked.units, 'unit')} of ${counted(booked.variants, 'variant')} booked on shelf ${shelf ?? ''}.`);
  if (known.variants > 0) {
    const are = known.units === 1 ? 'was' : 'were';
    lines.push(
      `${counted(known.units, 'unit')} of ${counted(known.variants, 'variant')} ${are} not booked: the warehouse has stock of its own of what it knows already.`,
    );
  }
  if (ignored.size > 0) lines.push(`Not taken over: ${[...ignored].map(([name, count]) => `${name} (${counted(count, 'row')})`).join(', ')}.`);
  if (problems.length > 0) {
    lines.push(`${counted(problems.length, 'problem')}:`);
    lines.push(...problems.toSorted((a, b) => a.line - b.line).map(({ line, reason }) => `  line ${line}: ${reason}`));
  }
  return lines;
}
