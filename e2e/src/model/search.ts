import { gameOf, type Rules } from './game.ts';
import type { Moment } from './settle.ts';

export interface Breach {
  readonly what: string;
  /** The shortest way to it. */
  readonly trace: readonly string[];
}
export interface Findings {
  readonly moments: number;
  readonly steps: number;
  readonly rests: number;
  readonly breaches: readonly Breach[];
}

/** More would not fit into the minute that the search may take. */
const momentsAtMost = 1_000_000;

const keyOf = (moment: Moment): string => String.fromCharCode(...moment);
const momentOf = (key: string): Moment => Array.from(key, (_, place) => key.charCodeAt(place));

/** Plays every interleaving, breadth first; ends at the first breach, or when everything was seen. */
export function search(rules: Rules): Findings {
  const game = gameOf(rules);
  const first = keyOf(game.first);
  const origin = new Map<string, { from: string; label: string } | null>([[first, null]]);
  const trace = (key: string): string[] => {
    const labels: string[] = [];
    for (let step = origin.get(key); step; step = origin.get(step.from)) labels.unshift(step.label);
    return labels;
  };
  let steps = 0;
  let rests = 0;
  const found = (breaches: readonly Breach[]): Findings => ({ moments: origin.size, steps, rests, breaches });

  for (const key of origin.keys()) {
    const moment = momentOf(key);
    const next = game.stepsFrom(moment);
    steps += next.length;
    if (next.every(step => step.optional)) {
      rests++;
      const what = game.breachAtRest(moment);
      if (what) return found([{ what, trace: trace(key) }]);
    }
    for (const { label, to, breach } of next) {
      if (breach) return found([{ what: breach, trace: [...trace(key), label] }]);
      const reached = keyOf(to);
      if (!origin.has(reached)) origin.set(reached, { from: key, label });
    }
    if (origin.size > momentsAtMost) throw new Error(`more than ${momentsAtMost} moments: the model has grown too large`);
  }
  return found([]);
}
