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
const momentOf = (key: string): Moment => Array.from({ length: key.length }, (_, place) => key.charCodeAt(place));

/**
 * Plays every interleaving, breadth first, until a breach is found or everything was seen. In the end each moment must have a way to a rest
 * where nothing is amiss, on which nobody does anything that he may also not do.
 */
export function search(rules: Rules): Findings {
  const game = gameOf(rules);
  const keys = [keyOf(game.first)];
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const cameFrom: (readonly [number, string] | null)[] = [null];
  const leadsTo: number[][] = [];
  const rests: number[] = [];
  let steps = 0;

  const numberOf = (key: string, from: number, label: string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    cameFrom.push([from, label]);
    numbers.set(key, keys.length);
    return keys.push(key) - 1;
  };
  const trace = (moment: number): string[] => {
    const labels: string[] = [];
    for (let origin = cameFrom[moment]; origin; origin = cameFrom[origin[0]]) labels.unshift(origin[1]);
    return labels;
  };
  const findings = (...breaches: Breach[]): Findings => ({ moments: keys.length, steps, rests: rests.length, breaches });

  for (let number = 0; number < keys.length; number++) {
    const moment = momentOf(keys[number] ?? '');
    const next = game.stepsFrom(moment);
    steps += next.length;
    if (next.every(step => step.optional)) {
      rests.push(number);
      const what = game.breachAtRest(moment);
      if (what) return findings({ what, trace: trace(number) });
    }
    leadsTo[number] = next.flatMap(({ label, to, optional }) => {
      const reached = numberOf(keyOf(to), number, label);
      return optional ? [] : [reached];
    });
    const bad = next.find(({ breach }) => breach !== null);
    if (bad?.breach) return findings({ what: bad.breach, trace: [...trace(number), bad.label] });
    if (keys.length > momentsAtMost) throw new Error(`more than ${momentsAtMost} moments: the model has grown too large`);
  }
  const lost = firstWithoutWayTo(rests, leadsTo);
  return lost === null ? findings() : findings({ what: 'no way leads to an end', trace: trace(lost) });
}

/** The first moment from which none of the goals can be reached. */
function firstWithoutWayTo(goals: readonly number[], leadsTo: readonly (readonly number[])[]): number | null {
  const comesFrom: number[][] = leadsTo.map(() => []);
  for (const [from, next] of leadsTo.entries()) for (const to of next) comesFrom[to]?.push(from);
  const reaches = new Set(goals);
  for (const moment of reaches) for (const before of comesFrom[moment] ?? []) reaches.add(before);
  const without = leadsTo.findIndex((_, moment) => !reaches.has(moment));
  return without === -1 ? null : without;
}
