import { asIfUnnumbered, facetOf, hearings, isOlder, type Name } from './participants.ts';
import { type Players, remembered } from './players.ts';
import type { Post } from './post.ts';

/** Where in a moment each of the four has its state; the outside and the messages come after. */
export const placeOf = { orders: 0, payments: 1, warehouse: 2, shipments: 3 } as const satisfies Record<Name, number>;
export const outsidePlace = 4;
export const firstMessage = 5;

/**
 * One moment of one order, as numbers: of the four states and the outside, in that order, then of the messages on their way. Two moments
 * are one when their numbers are.
 */
export type Moment = readonly number[];

export const at = (moment: Moment, place: number): number => {
  const number = moment[place];
  if (number === undefined) throw new Error(`a moment has no place ${place}`);
  return number;
};

const atItsEnd: ReadonlySet<string> = new Set(['CANCELED', 'DELIVERED']);

/** Makes one moment of those that differ in nothing that could ever matter; without it there would be ten times as many. */
export function settling(
  players: Players,
  { messages, renumbered, queueOf }: Post,
  { dropsOldNews, mayLose }: { readonly dropsOldNews: boolean; readonly mayLose: (moment: Moment) => boolean },
): (moment: Moment) => Moment {
  const orders = players.orders;
  const isFor = (who: Name, message: number): boolean => messages.valueOf(message).to === who;
  const isOld = remembered((state, message) => isFor('orders', message) && isOlder(orders.states.valueOf(state), messages.valueOf(message).said));
  const unnumbered = remembered(state => orders.states.numberOf(asIfUnnumbered(orders.states.valueOf(state))));

  /** An order at its end takes note of what it hears, in whatever order, and tells nobody: it may as well do so at once. */
  function takeNote(moment: Moment): Moment {
    if (mayLose(moment)) return moment;
    const heads = moment.slice(0, firstMessage);
    const left = moment.slice(firstMessage).filter(message => {
      const state = at(heads, placeOf.orders);
      if (!isFor('orders', message) || !atItsEnd.has(orders.states.valueOf(state).stage)) return true;
      const outcomes = hearings('orders', messages.valueOf(message).said).map(input => orders.react(state, orders.inputs.numberOf(input as never)));
      if (outcomes.some(({ verdict }) => verdict === 'impossible')) return true;
      heads[placeOf.orders] = outcomes[0]?.state ?? state;
      return false;
    });
    return [...heads, ...left];
  }

  /** News older than its facet stays so, and changes nothing. */
  const withoutOldNews = (moment: Moment): Moment =>
    moment.filter((message, place) => place < firstMessage || !isOld(at(moment, placeOf.orders), message));

  /** Numbers are compared within a facet only, and what is older is gone: so they may begin anew at every moment. */
  function numberedAnew(moment: Moment): Moment {
    const heads = moment.slice(0, firstMessage);
    const coming = moment.slice(firstMessage);
    const ranks = new Map<string, number>();
    const newest = { payments: 0, warehouse: 0, shipments: 0 };
    for (const [place, message] of [...coming.entries()].toSorted(bySequence)) {
      const { from, to, said } = messages.valueOf(message);
      if (to !== 'orders' || from === 'orders') continue;
      const facet = facetOf(said);
      const rank = (ranks.get(facet) ?? 0) + 1;
      ranks.set(facet, rank);
      newest[from] = Math.max(newest[from], rank);
      coming[place] = renumbered(message, rank);
    }
    heads[placeOf.orders] = unnumbered(at(heads, placeOf.orders), 0);
    for (const who of ['payments', 'warehouse', 'shipments'] as const)
      heads[placeOf[who]] = players[who].renumbered(at(heads, placeOf[who]), newest[who]);
    return [...heads, ...coming];
  }
  const bySequence = ([, one]: readonly [number, number], [, other]: readonly [number, number]): number =>
    messages.valueOf(one).said.sequence - messages.valueOf(other).said.sequence;

  const inQueues = (moment: Moment): Moment => [
    ...moment.slice(0, firstMessage),
    ...moment.slice(firstMessage).toSorted((one, other) => queueOf(one) - queueOf(other)),
  ];
  return moment => inQueues(dropsOldNews ? numberedAnew(withoutOldNews(takeNote(moment))) : moment);
}
