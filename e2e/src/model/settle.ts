import type { Heard } from './happenings.ts';
import type { Numbering } from './numbering.ts';
import type { Outside } from './outside.ts';
import { asIfUnnumbered, facetOf, isOlder } from './participants.ts';
import { withoutPastCancel, withoutPastTroubles } from './past-troubles.ts';
import type { Players } from './players.ts';
import type { Post } from './post.ts';
import { remembered, rememberedPair } from './remembered.ts';

/** One moment of one order: the four states, the outside and the mail, each by its number. Two moments are one when their numbers are. */
export interface Moment {
  readonly orders: number;
  readonly payments: number;
  readonly warehouse: number;
  readonly shipments: number;
  readonly outside: number;
  readonly toOrders: number;
  readonly toOthers: number;
}

/** Orders and what comes to it, and up to which number the others then have spoken. */
interface Settled {
  readonly orders: number;
  readonly toOrders: number;
  readonly newest: { readonly payments: number; readonly warehouse: number; readonly shipments: number };
}

const refusals: ReadonlySet<string> = new Set(['refused', 'unchanged']);
const atItsEnd: ReadonlySet<string> = new Set(['CANCELED', 'DELIVERED']);

/**
 * Makes one moment of those that differ in nothing that could ever matter; without it there would be twenty times as many. Four differences do
 * not: what an order at its end has not yet heard, news that are older than their facet, how the numbers of events are counted, and troubles
 * that cannot come any more. Whatever can be said, done, refused or be amiss after one of such moments can after the other, and whichever of
 * them can come to an end, all can. So every breach of an invariant is found that there is.
 * @param heard what orders, in a state, makes of a message.
 */
export function settling(players: Players, outsides: Numbering<Outside>, post: Post, heard: Heard): (moment: Moment) => Moment {
  const { states } = players.orders;
  const unnumbered = remembered(orders => states.numberOf(asIfUnnumbered(states.valueOf(orders))));
  const isOld = rememberedPair((orders, message) => isOlder(states.valueOf(orders), post.messageOf(message).said));

  /**
   * An order at its end takes note of what it hears, in whatever order, and tells nobody: it may as well do so at once. What it cannot
   * follow stays on its way.
   */
  function takeNote(orders: number, mail: readonly number[]): { orders: number; left: readonly number[] } {
    let noted = orders;
    const left = mail.filter(message => {
      if (!atItsEnd.has(states.valueOf(noted).stage)) return true;
      const [outcome] = heard(noted, message);
      if (!outcome || outcome.verdict === 'impossible') return true;
      noted = outcome.state;
      return false;
    });
    return { orders: noted, left };
  }

  /** Numbers are compared within a facet only, and what is older is gone: so they may begin anew at every moment. */
  function numberedAnew(coming: readonly number[]): { messages: number[]; newest: Settled['newest'] } {
    const messages = [...coming];
    const ranks = new Map<string, number>();
    const newest = { payments: 0, warehouse: 0, shipments: 0 };
    const numbered = coming.map((message, place) => ({ message, place, ...post.messageOf(message) }));
    for (const { message, place, from, said } of numbered.toSorted((one, other) => one.said.sequence - other.said.sequence)) {
      if (from === 'orders') continue;
      const facet = facetOf(said);
      const rank = (ranks.get(facet) ?? 0) + 1;
      ranks.set(facet, rank);
      newest[from] = Math.max(newest[from], rank);
      messages[place] = post.renumbered(message, rank);
    }
    return { messages, newest };
  }

  const settled = rememberedPair((before, coming): Settled => {
    const { orders, left } = takeNote(before, post.messagesIn(coming));
    // news older than its facet stays so, and changes nothing
    const { messages, newest } = numberedAnew(left.filter(message => !isOld(orders, message)));
    return { orders: unnumbered(orders), toOrders: post.halfOf(messages), newest };
  });
  // nothing is past for those who would still do it: a planted fault may make them
  const refusesCancel = remembered(orders => refusals.has(players.orders.react(orders, { type: 'cancel', by: 'CUSTOMER' }).verdict));
  const refusesRetry = remembered(payments => refusals.has(players.payments.react(payments, { type: 'retry' }).verdict));
  const pastCancel = rememberedPair((orders, outside) =>
    refusesCancel(orders) ? outsides.numberOf(withoutPastCancel(states.valueOf(orders), outsides.valueOf(outside))) : outside,
  );
  const pastTroubles = rememberedPair((payments, number) => {
    const outside = outsides.valueOf(number);
    if (outside.retries > 0 && !refusesRetry(payments)) return number;
    return outsides.numberOf(withoutPastTroubles(players.payments.states.valueOf(payments), outside));
  });

  return moment => {
    const { orders, toOrders, newest } = settled(moment.orders, moment.toOrders);
    return {
      orders,
      payments: players.payments.renumbered(moment.payments, newest.payments),
      warehouse: players.warehouse.renumbered(moment.warehouse, newest.warehouse),
      shipments: players.shipments.renumbered(moment.shipments, newest.shipments),
      outside: pastCancel(orders, pastTroubles(moment.payments, moment.outside)),
      toOrders,
      toOthers: moment.toOthers,
    };
  };
}
