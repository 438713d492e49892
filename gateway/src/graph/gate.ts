/** Stands before a subgraph: lets so many requests through at a time, and none for a moment after several failed in a row. */
export interface Gate {
  /** False: do not ask the subgraph now. True: `leave` must follow. */
  enter(): boolean;
  leave(outcome: 'answered' | 'failed'): void;
}

export interface GateOptions {
  readonly mostRequests: number;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

const FAILURES_IN_A_ROW = 10;
/** So long (milliseconds) a subgraph is left alone before one request tries it again. */
const REST = 1_000;

export function createGate({ mostRequests, now }: GateOptions): Gate {
  let running = 0;
  let failures = 0;
  let closedUntil = -Infinity;
  return {
    enter() {
      if (running >= mostRequests) return false;
      if (failures >= FAILURES_IN_A_ROW) {
        if (now() < closedUntil) return false;
        // one goes ahead; the others wait for how it fares
        closedUntil = now() + REST;
      }
      running += 1;
      return true;
    },
    leave(outcome) {
      running -= 1;
      if (outcome === 'answered') failures = 0;
      else if (++failures >= FAILURES_IN_A_ROW) closedUntil = now() + REST;
    },
  };
}
