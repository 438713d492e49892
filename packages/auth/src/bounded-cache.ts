/** A cache with a last moment for each entry and a bound on their number; what is over, or was used longest ago, makes room. */
export interface BoundedCache<V> {
  get(key: string): V | undefined;
  /** @param until milliseconds since the epoch; from then on the entry is gone. */
  set(key: string, value: V, until: number): void;
  clear(): void;
  readonly size: number;
}

/** @param now milliseconds since the epoch. */
export function boundedCache<V>(capacity: number, now: () => number): BoundedCache<V> {
  const entries = new Map<string, { readonly value: V; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.until <= now()) return undefined;
      // a Map keeps the order of insertion: putting the entry back makes it the youngest
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, until) {
      entries.delete(key);
      if (until <= now()) return;
      entries.set(key, { value, until });
      // from the one that was used longest ago on: behind one that is still good there may be some that are over, but no longer than it is good
      for (const [eldest, entry] of entries) {
        if (entries.size <= capacity && entry.until > now()) return;
        entries.delete(eldest);
      }
    },
    clear() {
      entries.clear();
    },
    get size() {
      return entries.size;
    },
  };
}
