import { type Numbering, numbering } from './numbering.ts';
import type { Inputs, Name, Participants, Reaction, Said, States } from './participants.ts';
import type { Mail } from './post.ts';
import { rememberedPair } from './remembered.ts';

/** One of the four, its states known by their numbers. */
export interface Player<State, Input> {
  readonly states: Numbering<State>;
  react(state: number, input: Input): Outcome;
  /** The same state, its newest announcement having had another number. */
  renumbered(state: number, sequence: number): number;
}
/** What one of the four made of an input; all but the words in numbers. */
export interface Outcome {
  readonly verdict: string;
  readonly state: number;
  /** What it said and asked for, as the outside takes it. */
  readonly deed: number;
  /** What it said, as mail to those who hear it. */
  readonly mail: Mail;
}
export type Players = { readonly [Who in Name]: Player<States[Who], Inputs[Who]> };

/** Where the words of the four go. */
export interface Ears {
  deedOf(said: readonly Said[], calls: readonly string[]): number;
  mailOf(from: Name, said: readonly Said[]): Mail;
}

function playerOf<State extends { readonly sequence: number }, Input>(
  who: Name,
  play: (state: State, input: Input) => Reaction<State>,
  { deedOf, mailOf }: Ears,
): Player<State, Input> {
  const states = numbering<State>();
  return {
    states,
    react(before, input) {
      const { verdict, state, said, calls } = play(states.valueOf(before), input);
      return { verdict, state: states.numberOf(state), deed: deedOf(said, calls), mail: mailOf(who, said) };
    },
    renumbered: rememberedPair((state, sequence) => states.numberOf({ ...states.valueOf(state), sequence })),
  };
}

export const playersOf = (participants: Participants, ears: Ears): Players => ({
  orders: playerOf('orders', participants.orders, ears),
  payments: playerOf('payments', participants.payments, ears),
  warehouse: playerOf('warehouse', participants.warehouse, ears),
  shipments: playerOf('shipments', participants.shipments, ears),
});
