/** Which offsets of a partition are consumed. */
export interface Progress {
  /** Where a new owner would have to begin: the oldest that is not consumed; undefined before the first was read. */
  readonly position: number | undefined;
  /** All below were read. */
  readTo(offset: number): void;
  begin(offset: number): void;
  finish(offset: number): void;
}

/** Offsets are begun in order and finished in any. */
export function createProgress(): Progress {
  // in the order of insertion, so that its first key is the oldest
  const unfinished = new Set<number>();
  let next: number | undefined;
  return {
    get position() {
      const [oldest] = unfinished;
      return oldest ?? next;
    },
    readTo(offset) {
      next = offset;
    },
    begin: offset => void unfinished.add(offset),
    finish: offset => void unfinished.delete(offset),
  };
}
