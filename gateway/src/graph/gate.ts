/** Stands before a subgraph: lets so many requests through at a time, and only one now and then after several failed in a row or hang together. */
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
/** A subgraph that has answered nothing for so long (milliseconds), though as many requests wait as would count as failures, hangs. */
const HANGING = 3_000;

export function createGate({ mostRequests, now }: GateOptions): Gate {
  /** When those went in that came first since the last answer: as many as tell a slow request from a subgraph that hangs. */
  const firstIn: number[] = [];
  let running = 0;
  let failures = 0;
  let closedUntil = -Infinity;

  const hangs = (time: number): boolean => {
    const last = firstIn[FAILURES_IN_A_ROW - 1];
    return last !== undefined && time - last >= HANGING;
  };

  return {
    enter() {
      if (running >= mostRequests) return false;
      const time = now();
      if (failures >= FAILURES_IN_A_ROW || hangs(time)) {
        if (time < closedUntil) return false;
        // one goes ahead; the others wait for how it fares
        closedUntil = time + REST;
      }
      running += 1;
      if (firstIn.length < FAILURES_IN_A_ROW) firstIn.push(time);
      return true;
    },
    leave(outcome) {
      running -= 1;
      if (outcome === 'answered') {
        failures = 0;
        firstIn.length = 0;
      } else if (++failures >= FAILURES_IN_A_ROW) closedUntil = now() + REST;
    },
  };
}
