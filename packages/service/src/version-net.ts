/** One who follows one state. */
export interface Watcher {
  /** The newest version that was handed over. */
  readonly seen: () => number;
  /** Is to read: there is something newer, or nothing any more. */
  readonly changed: () => void;
}

/** Finds what no wake-up told of: the versions of everything that is followed in this process, in one read each second. */
export interface VersionNet {
  /** Returns what ends it. */
  watch(id: string, watcher: Watcher): () => void;
}

export interface VersionNetOptions {
  /** The versions of some ids now; an id that is left out is gone. */
  readonly versionsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Hears why a read failed; it is done again a second later. */
  readonly onFault: (error: unknown) => void;
}

/** Milliseconds between two reads. */
const PAUSE = 1_000;

/** Reads while somebody watches, and not otherwise. */
export function versionNet({ versionsOf, onFault }: VersionNetOptions): VersionNet {
  const watchers = new Map<string, Set<Watcher>>();
  let running = false;

  async function look(): Promise<void> {
    const versions = await versionsOf([...watchers.keys()]);
    for (const [id, watching] of watchers) {
      const version = versions.get(id);
      for (const { seen, changed } of watching) if (version === undefined || version > seen()) changed();
    }
  }

  async function run(): Promise<void> {
    for (await pause(); watchers.size > 0; await pause()) await look().catch(onFault);
    running = false;
  }

  return {
    watch(id, watcher) {
      const watching = watchers.get(id) ?? new Set();
      watchers.set(id, watching.add(watcher));
      if (!running) {
        running = true;
        void run();
      }
      return () => {
        watching.delete(watcher);
        if (watching.size === 0 && watchers.get(id) === watching) watchers.delete(id);
      };
    },
  };
}

/** Nobody's process is kept alive by it. */
const pause = (): Promise<void> => new Promise(resolve => void setTimeout(resolve, PAUSE).unref());
