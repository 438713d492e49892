import { residentMegabytes } from '../processes.ts';
import type { Figure } from '../report.ts';
import type { NodeProcess } from '../shops/measured-shop.ts';
import { inspect } from './inspector.ts';
import { type Sample, slopeOf } from './slope.ts';

/** The memory of some processes, looked at from time to time. */
export interface MemoryWatch {
  /** @param orders made so far. */
  look(orders: number): Promise<void>;
  figures(): readonly Figure[];
}

/** Of one process, in MiB. */
interface Course {
  readonly name: string;
  readonly heap: Sample[];
  readonly resident: Sample[];
}

const MEGABYTE = 1_024 * 1_024;

export function watchMemory(processes: readonly NodeProcess[]): MemoryWatch {
  const courses = processes.map((process): Course & { readonly process: NodeProcess } => ({ process, name: process.name, heap: [], resident: [] }));
  return {
    async look(orders) {
      for (const { process, heap, resident } of courses) {
        // before the collection, which gives some of it back
        resident.push([orders, residentMegabytes(process.pid)]);
        const inspector = await inspect(process);
        heap.push([orders, (await inspector.liveHeap()) / MEGABYTE]);
        inspector.close();
      }
    },
    figures: () => courses.map(figureOf),
  };
}

/** KiB a thousand orders. */
const shown = (samples: readonly Sample[]): { readonly slope: number; readonly error: number } => {
  const { slope, error } = slopeOf(samples);
  return { slope: slope * 1_024 * 1_000, error: error * 1_024 * 1_000 };
};

/** What caches fill up with is not growth: the slope is that of the second half. */
function figureOf({ name, heap, resident }: Course): Figure {
  const later = (samples: readonly Sample[]): readonly Sample[] => samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [heap[0]?.[1] ?? Number.NaN, heap.at(-1)?.[1] ?? Number.NaN];
  const [live, whole, rss] = [shown(later(heap)), shown(heap), shown(later(resident))];
  const signed = ({ slope, error }: { readonly slope: number; readonly error: number }): string =>
    `${slope < 0 ? '' : '+'}${slope.toFixed(0)} ± ${error.toFixed(0)}`;
  return {
    what: `  ${name}, live heap`,
    measured: live.slope,
    unit: 'KiB/1,000',
    note: `± ${live.error.toFixed(0)}; from the first look ${signed(whole)}, ${first.toFixed(1)} to ${last.toFixed(1)} MiB; RSS ${signed(rss)}, ${(resident.at(-1)?.[1] ?? Number.NaN).toFixed(0)} MiB`,
  };
}
