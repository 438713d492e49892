import { setTimeout as sleep } from 'node:timers/promises';
import { simulateCarrier, type SimulatedCarrier } from './carrier.ts';
import { clearFaults, saveFault, type Fault } from './faults.ts';
import type { Step } from './journey.ts';
import { moveDueParcels, moveParcel } from './moves.ts';
import { tellDueNews, type TellShop } from './news.ts';
import { carrierPage, type CarrierPage } from './pages.ts';
import { profiles } from './profiles.ts';
import { openCarrierDatabase } from './store.ts';

export interface CarrierOptions {
  /** Of the carriers' own database: never the shop's. */
  readonly databaseUrl: string;
  /** auto: parcels that are ready move by themselves. manual: only by `move`. */
  readonly pace: 'auto' | 'manual';
  /** Between two steps of a parcel, in milliseconds; 600 when left out, so that a parcel arrives within three seconds. */
  readonly stepMs?: number;
  /** Between two looks for what is due, in milliseconds; 200 when left out. */
  readonly pollMs?: number;
  /** Where the host serves `page`, without a slash at the end: `http://localhost:8080/carriers`. */
  readonly publicUrl: string;
  /** Hears what went wrong in the background; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** The carriers of one process; any number of processes may share their database. */
export interface CarrierSimulators {
  readonly carriers: readonly SimulatedCarrier[];
  /** Begins to move parcels, and to tell the shop of it. */
  start(tellShop: TellShop): void;
  /** Resolves when nothing is under way any more; calls that hang are rejected. */
  close(): Promise<void>;
  faultSet(fault: Fault): Promise<void>;
  faultsClear(): Promise<void>;
  /** Moves a ready parcel by one step, whatever the pace; undefined when it cannot move. */
  move(trackingNumber: string): Promise<Step | undefined>;
  /** The page at a path below `publicUrl`: `/posthorn/track/PH1234567890`. Undefined when there is none. */
  page(path: string): Promise<CarrierPage | undefined>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}

export function openCarriers(options: CarrierOptions): CarrierSimulators {
  const { stepMs = 600, pollMs = 200, publicUrl, onFailure } = options;
  const database = openCarrierDatabase(options.databaseUrl);
  const closing = new AbortController();
  const loops: Promise<void>[] = [];

  /** Looks again at once while there is work, and after a pause otherwise: what is due is in the database, never in a timer. */
  async function poll(work: () => Promise<number>): Promise<void> {
    while (!closing.signal.aborted) {
      const done = await work().catch((error: unknown) => {
        onFailure(error);
        return 0;
      });
      if (done === 0) await sleep(pollMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  return {
    carriers: profiles.map(profile => simulateCarrier(profile, { database, stepMs, publicUrl, closing: closing.signal })),
    start(tellShop) {
      if (loops.length > 0) return;
      if (options.pace === 'auto') loops.push(poll(() => moveDueParcels(database, stepMs)));
      loops.push(poll(() => tellDueNews(database, tellShop, onFailure)));
    },
    async close() {
      closing.abort();
      await Promise.all(loops);
      await database.close();
    },
    faultSet: fault => saveFault(database, fault),
    faultsClear: () => clearFaults(database),
    move: async trackingNumber => (await moveParcel(database, trackingNumber, stepMs))?.status,
    page: path => carrierPage(database, path),
    ping: () => database.ping(),
  };
}
