/**
 * Tells what was fetched before the group shared its partitions anew: kafkajs fetches from each broker in a loop of its own, and hands over
 * what a broker answers after another one's loop has joined again. Taken, it would stand behind a gap that nobody reads.
 */
export interface FetchRounds {
  began(node: string, now: number): void;
  joined(): void;
  /** Whether what arrives now may have been asked for before the last join. */
  mayBeStale(now: number): boolean;
}

/** Milliseconds after which a fetch without an answer has failed; a broker that is gone is never asked again. */
const LONGEST_FETCH = 15_000;

export function createFetchRounds(): FetchRounds {
  const beganBy = new Map<string, { readonly round: number; readonly at: number }>();
  let round = 0;
  return {
    began: (node, now) => void beganBy.set(node, { round, at: now }),
    joined() {
      round += 1;
    },
    mayBeStale: now => [...beganBy.values()].some(began => began.round < round && now - began.at < LONGEST_FETCH),
  };
}
