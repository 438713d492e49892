import { gameOf, type Rules, type Step } from './game.ts';
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

const keyOf = ({ orders, payments, warehouse, shipments, outside, toOrders, toOthers }: Moment): string =>
  String.fromCharCode(orders, payments, warehouse, shipments, outside, toOrders, toOthers);

/**
 * Plays every interleaving, breadth first, until a breach is found or everything was seen. In the end each moment must have a way to a rest
 * where nothing is amiss, on which nobody does anything that he may also not do.
 */
export function search(rules: Rules): Findings {
  const game = gameOf(rules);
  const moments: Moment[] = [];
  const numbers = new Map<string, number>();
  const cameFrom: (readonly [number | null, string])[] = [];
  const leadsTo: number[][] = [];
  const rests: number[] = [];
  let steps = 0;

  const numberOf = ({ label, to }: Step, from: number | null): number => {
    const key = keyOf(to);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    cameFrom.push([from, label]);
    numbers.set(key, moments.length);
    return moments.push(to) - 1;
  };
  const trace = (moment: number): string[] => {
    const labels: string[] = [];
    for (let at: number | null = moment; at !== null; ) {
      const [from, label]: readonly [number | null, string] = cameFrom[at] ?? [null, ''];
      labels.unshift(label);
      at = from;
    }
    return labels;
  };
  const findings = (...breaches: Breach[]): Findings => ({ moments: moments.length, steps, rests: rests.length, breaches });

  for (const first of game.beginnings) numberOf(first, null);
  for (const [number, moment] of moments.entries()) {
    const next = game.stepsFrom(moment);
    steps += next.length;
    if (next.every(step => step.optional)) {
      rests.push(number);
      const what = game.breachAtRest(moment);
      if (what) return findings({ what, trace: trace(number) });
    }
    const reached: number[] = [];
    for (const step of next) {
      const to = numberOf(step, number);
      if (!step.optional) reached.push(to);
    }
    leadsTo.push(reached);
    const bad = next.find(({ breach }) => breach !== null);
    if (bad?.breach) return findings({ what: bad.breach, trace: [...trace(number), bad.label] });
    if (moments.length > momentsAtMost) throw new Error(`more than ${momentsAtMost} moments: the model has grown too large`);
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
