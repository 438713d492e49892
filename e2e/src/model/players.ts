import { type Numbering, numbering } from './numbering.ts';
import { type Inputs, type Name, type Participants, type Reaction, type States } from './participants.ts';

/** One of the four, with numbers for its states and inputs. What it once made of a pair of them it need not think about again. */
export interface Player<State, Input> {
  readonly states: Numbering<State>;
  readonly inputs: Numbering<Input>;
  react(state: number, input: number): Outcome;
  /** The same state, its newest announcement having had another number. */
  renumbered(state: number, sequence: number): number;
}
export interface Outcome extends Omit<Reaction<unknown>, 'state'> {
  readonly state: number;
}
export type Players = { readonly [Who in Name]: Player<States[Who], Inputs[Who]> };

/** More values than any number ever has. */
const many = 65_536;

function playerOf<State extends { readonly sequence: number }, Input>(play: (state: State, input: Input) => Reaction<State>): Player<State, Input> {
  const states = numbering<State>();
  const inputs = numbering<Input>();
  return {
    states,
    inputs,
    react: remembered((state, input) => {
      const reaction = play(states.valueOf(state), inputs.valueOf(input));
      return { ...reaction, state: states.numberOf(reaction.state) };
    }),
    renumbered: remembered((state, sequence) => states.numberOf({ ...states.valueOf(state), sequence })),
  };
}

/** A function of two numbers that works out each pair once. */
export function remembered<Result>(work: (one: number, other: number) => Result): (one: number, other: number) => Result {
  const results = new Map<number, Result>();
  return (one, other) => {
    const pair = one * many + other;
    const known = results.get(pair);
    if (known !== undefined) return known;
    const result = work(one, other);
    results.set(pair, result);
    return result;
  };
}

export const playersOf = (participants: Participants): Players => ({
  orders: playerOf(participants.orders),
  payments: playerOf(participants.payments),
  warehouse: playerOf(participants.warehouse),
  shipments: playerOf(participants.shipments),
});
