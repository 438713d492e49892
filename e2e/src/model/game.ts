import { breachAtRest, breachNow, breachOnLeaving } from './invariants.ts';
import { numbering } from './numbering.ts';
import { after, movesOf, type Outside, outsideWith, paymentDeadline, type Troubles } from './outside.ts';
import { beginning, type Deciders, hearings, type Inputs, type Name, participantsOf, realDeciders, type Said, type States } from './participants.ts';
import { type Outcome, playersOf } from './players.ts';
import { healsWhenLost, postOf } from './post.ts';
import { at, firstMessage, type Moment, outsidePlace, placeOf, settling } from './settle.ts';

export interface Rules {
  readonly parcels: 1 | 2;
  /** `key`: what one publishes for one reader arrives as it was published. `any`: everything may overtake everything. */
  readonly order: 'key' | 'any';
  readonly deciders?: Deciders;
  /** False where a planted fault makes old news matter. */
  readonly dropsOldNews?: boolean;
  /** One of each, and no loss, unless said otherwise. */
  readonly troubles?: Partial<Troubles>;
}

export interface Step {
  readonly label: string;
  readonly to: Moment;
  /** The order may not have to wait for it: people need not act. */
  readonly optional: boolean;
  /** What must not be, and came of this step. */
  readonly breach: string | null;
}
export interface Game {
  readonly first: Moment;
  stepsFrom(moment: Moment): Step[];
  breachAtRest(moment: Moment): string | null;
}

/** The rules by which one moment may follow another: a message arrives, any that may be the next, or the outside moves. */
export function gameOf({ parcels, order, deciders = realDeciders, dropsOldNews = true, troubles = {} }: Rules): Game {
  const outsideAtFirst = outsideWith(troubles);
  const mayLose = outsideAtFirst.losses > 0;
  const players = playersOf(participantsOf(deciders, parcels));
  const outsides = numbering<Outside>();
  const post = postOf(order, mayLose);
  const settle = settling(players, post, {
    dropsOldNews,
    mayLose: moment => outsideAt(moment).losses > 0,
  });

  const statesAt = (moment: Moment): States => ({
    orders: players.orders.states.valueOf(at(moment, placeOf.orders)),
    payments: players.payments.states.valueOf(at(moment, placeOf.payments)),
    warehouse: players.warehouse.states.valueOf(at(moment, placeOf.warehouse)),
    shipments: players.shipments.states.valueOf(at(moment, placeOf.shipments)),
  });
  const outsideAt = (moment: Moment): Outside => outsides.valueOf(at(moment, outsidePlace));
  const react = <Who extends Name>(moment: Moment, who: Who, input: Inputs[Who]): Outcome =>
    players[who].react(at(moment, placeOf[who]), players[who].inputs.numberOf(input));

  function step(label: string, moment: Moment, who: Name, outcome: Outcome, outside: Outside): Omit<Step, 'optional'> {
    const then = after(outside, label === again ? { ...outcome, said: [] } : outcome);
    const heads = moment.slice(0, firstMessage);
    heads[placeOf[who]] = outcome.state;
    heads[outsidePlace] = outsides.numberOf(then);
    const to = settle([...heads, ...moment.slice(firstMessage), ...post.posted(who, outcome.said)]);
    return { label, to, breach: outcome.verdict === 'impossible' ? `${who} cannot follow: ${label}` : breachNow(then) };
  }

  function arrivals(moment: Moment): Step[] {
    const tried = new Set<number>();
    return moment.flatMap((message, place) => {
      if (place < firstMessage || tried.has(post.queueOf(message))) return [];
      tried.add(post.queueOf(message));
      const { to, said } = post.messages.valueOf(message);
      return hearings(to, said).map(input => ({
        ...step(`${nameOf(said)} -> ${to}`, moment.toSpliced(place, 1), to, react(moment, to, input), outsideAt(moment)),
        optional: false,
      }));
    });
  }

  function moves(moment: Moment): Step[] {
    const states = statesAt(moment);
    const outside = outsideAt(moment);
    return movesOf(states, outside).flatMap(move => {
      const outcome = react(moment, move.to, move.input);
      if (outcome.verdict === 'refused' || outcome.verdict === 'unchanged') return [];
      const moved = step(move.label, moment, move.to, outcome, move.outside);
      const leaving = move.label.startsWith('carrier.left') ? breachOnLeaving(states, outside) : null;
      return [{ ...moved, breach: leaving ?? moved.breach, optional: move.optional ?? false }];
    });
  }

  function misfortunes(moment: Moment): Step[] {
    const outside = outsideAt(moment);
    if (outside.losses === 0) return [];
    const poorer = outsides.numberOf({ ...outside, losses: outside.losses - 1 });
    return moment.flatMap((number, place) => {
      if (place < firstMessage) return [];
      const message = post.messages.valueOf(number);
      if (!healsWhenLost(message)) return [];
      const to = settle(moment.toSpliced(place, 1).with(outsidePlace, poorer));
      return [{ label: `lost: ${nameOf(message.said)} -> ${message.to}`, to, optional: true, breach: null }];
    });
  }

  /** Nothing else happens for as long as an answer is waited for: then the order announces its stage again. */
  function announcedAgain(moment: Moment, others: readonly Step[]): Step[] {
    const waits = statesAt(moment).orders.deadlines.answer !== null;
    if (!mayLose || !waits || others.some(({ optional, label }) => !optional && label !== paymentDeadline)) return [];
    const outcome = react(moment, 'orders', { type: 'answer deadline' });
    return [{ ...step(again, moment, 'orders', outcome, outsideAt(moment)), optional: false }];
  }

  const { states, said } = beginning();
  const heads = [
    players.orders.states.numberOf(states.orders),
    players.payments.states.numberOf(states.payments),
    players.warehouse.states.numberOf(states.warehouse),
    players.shipments.states.numberOf(states.shipments),
    outsides.numberOf(outsideAtFirst),
  ];
  return {
    first: settle([...heads, ...post.posted('orders', said)]),
    stepsFrom(moment) {
      const steps = [...arrivals(moment), ...moves(moment), ...misfortunes(moment)];
      return [...steps, ...announcedAgain(moment, steps)];
    },
    breachAtRest: moment => breachAtRest(statesAt(moment), outsideAt(moment), !mayLose),
  };
}

const again = 'announced again';

const nameOf = ({ type, data }: Said): string => ('parcelId' in data ? `${type} ${String(data.parcelId)}` : type);
