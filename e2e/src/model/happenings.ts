import { breachOnLeaving } from './invariants.ts';
import type { Numbering } from './numbering.ts';
import { type Move, movesOn, type Outside } from './outside.ts';
import { hearings, type Inputs, type Name, type States } from './participants.ts';
import type { Outcome, Player, Players } from './players.ts';
import type { Post } from './post.ts';
import { rememberedPair } from './remembered.ts';

/** Something happens to one of the four, and the outside is then as its number says. */
export interface Happening {
  readonly label: string;
  readonly outcome: Outcome;
  readonly outside: number;
  /** The order may not have to wait for it: people need not act. */
  readonly optional?: true;
  /** What must hold as it happens; null, or what does not. */
  readonly breachBefore?: (states: States, outside: Outside) => string | null;
}

/** What one may make of a message in a state: mostly one thing, and each but once. */
export type Heard = (state: number, message: number) => readonly Outcome[];
export const hearingOf = (players: Players, post: Post): Heard =>
  rememberedPair((state, message) => {
    const { to, said } = post.messageOf(message);
    const react = <Who extends Name>(who: Who, input: Inputs[Who]): Outcome => players[who].react(state, input);
    const outcomes = hearings(to, said).map(input => react(to, input));
    const texts = outcomes.map(outcome => JSON.stringify(outcome));
    return outcomes.filter((_, place) => texts.indexOf(texts[place] ?? '') === place);
  });

/** What the outside may do to each of the four, in a state of that one and of its own. */
export type Moved = { readonly [Who in Name]: (state: number, outside: number) => readonly Happening[] };
export function movedBy(players: Players, outsides: Numbering<Outside>): Moved {
  const moved = <Who extends Name>(
    { states, react }: Player<States[Who], Inputs[Who]>,
    moves: (state: States[Who], outside: Outside) => Move<Who>[],
  ): Moved[Who] =>
    rememberedPair((state, number) =>
      moves(states.valueOf(state), outsides.valueOf(number)).flatMap(({ input, outside, ...move }) => {
        const outcome = react(state, input);
        if (outcome.verdict === 'refused' || outcome.verdict === 'unchanged') return [];
        const must = move.label.startsWith('carrier.left') ? { breachBefore: breachOnLeaving } : {};
        return [{ ...move, ...must, outcome, outside: outsides.numberOf(outside) }];
      }),
    );
  return {
    orders: moved(players.orders, movesOn.orders),
    payments: moved(players.payments, movesOn.payments),
    warehouse: moved(players.warehouse, movesOn.warehouse),
    shipments: moved(players.shipments, movesOn.shipments),
  };
}
