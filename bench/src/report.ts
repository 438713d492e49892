import { type Cost, inAll } from './measure.ts';
import type { Cpu } from './shops/measured-shop.ts';

/** A line of the table: what was measured, and what was to be reached. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** Undefined where nothing was promised. */
  readonly target?: number | undefined;
  readonly note?: string;
}

/** CPU of some work, by process; those that had no part in it are left out. */
export const cpuFigure = (what: string, cpu: Cpu, target?: number): Figure => ({
  ...{ what, measured: inAll(cpu), unit: 'CPU-ms', target },
  note: Object.entries(cpu)
    .filter(([, used]) => Math.abs(used) >= 0.05)
    .map(([name, used]) => `${name} ${round(used)}`)
    .join(', '),
});

/** CPU and wall time of one kind of work, as lines of the table. */
export const figuresOf = (what: string, { cpu, p50, p99 }: Cost, target?: number): readonly Figure[] => [
  cpuFigure(what, cpu, target),
  { what: '', measured: p50, unit: 'ms p50', note: `p99 ${round(p99)} ms` },
];

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

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));
