import type { Cost } from './measure.ts';

/** A line of the table: what was measured, and what was to be reached. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** Undefined where nothing was promised. */
  readonly target?: number;
  readonly note?: string;
}

const split = ({ cpu }: Cost): string => `node ${round(cpu.node)}, postgres ${round(cpu.postgres)}, redis ${round(cpu.redis)}`;

/** CPU and wall time of one kind of work, as lines of the table. */
export function figuresOf(what: string, cost: Cost, targets: { readonly cpu?: number } = {}): readonly Figure[] {
  return [
    { what, measured: cost.cpu.all, unit: 'CPU-ms', ...(targets.cpu === undefined ? {} : { target: targets.cpu }), note: split(cost) },
    { what: '', measured: cost.p50, unit: 'ms p50', note: `p99 ${round(cost.p99)} ms` },
  ];
}

/** @param write takes one line, without its line break. */
export function report(figures: readonly Figure[], write: (line: string) => void): void {
  const columns = ({ what, measured, unit, target, note }: Figure): string =>
    [
      what.padEnd(46),
      `${round(measured)} ${unit}`.padStart(16),
      (target === undefined ? '' : `${round(target)} ${unit.split(' ')[0]}`).padStart(13),
      (target === undefined ? '' : (measured / target).toFixed(2)).padStart(7),
      `   ${note ?? ''}`,
    ]
      .join('')
      .trimEnd();
  write(`${'what'.padEnd(46)}${'measured'.padStart(16)}${'target'.padStart(13)}${'ratio'.padStart(7)}`);
  for (const figure of figures) write(columns(figure));
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
