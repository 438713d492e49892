import { type Happening, hearingOf, movedBy } from './happenings.ts';
import { breachAtRest, breachNow } from './invariants.ts';
import { numbering } from './numbering.ts';
import { after, type Deed, deedOf, type Outside, outsideWith, paymentDeadline, type Troubles } from './outside.ts';
import { beginning, type Deciders, type Name, participantsOf, realDeciders, type States } from './participants.ts';
import { playersOf } from './players.ts';
import { type Mail, postOf, type Taken } from './post.ts';
import { remembered, rememberedPair } from './remembered.ts';
import { type Moment, settling } from './settle.ts';

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
  /** The order is placed. */
  readonly beginnings: readonly Step[];
  stepsFrom(moment: Moment): Step[];
  breachAtRest(moment: Moment): string | null;
}

const names = ['orders', 'payments', 'warehouse', 'shipments'] as const satisfies readonly Name[];

/**
 * The rules by which one moment may follow another: a message arrives, any that may be the next, or the outside moves. What one of the four or
 * the outside makes of something hangs on its own state alone, and is worked out once for all moments in which it is in that state.
 */
export function gameOf({ parcels, order, deciders = realDeciders, dropsOldNews = true, troubles = {} }: Rules): Game {
  const outsideAtFirst = outsideWith(troubles);
  const mayLose = outsideAtFirst.losses > 0;
  const outsides = numbering<Outside>();
  const deeds = numbering<Deed>();
  const post = postOf(order, mayLose);
  const players = playersOf(participantsOf(deciders, parcels), {
    deedOf: (said, calls) => deeds.numberOf(deedOf(said, calls)),
    mailOf: post.posted,
  });
  const heard = hearingOf(players, post);
  const moved = movedBy(players, outsides);
  const settle = dropsOldNews ? settling(players, outsides, post, heard) : (moment: Moment): Moment => moment;

  const statesAt = (moment: Moment): States => ({
    orders: players.orders.states.valueOf(moment.orders),
    payments: players.payments.states.valueOf(moment.payments),
    warehouse: players.warehouse.states.valueOf(moment.warehouse),
    shipments: players.shipments.states.valueOf(moment.shipments),
  });
  const afterDeed = rememberedPair((outside, deed) => outsides.numberOf(after(outsides.valueOf(outside), deeds.valueOf(deed))));
  const breachIn = remembered(outside => breachNow(outsides.valueOf(outside)));
  /** With one message less to lose; null when none may be lost. */
  const poorer = remembered(number => {
    const outside = outsides.valueOf(number);
    return outside.losses === 0 ? null : outsides.numberOf({ ...outside, losses: outside.losses - 1 });
  });

  function breachOf(moment: Moment, who: Name, { label, outcome, breachBefore }: Happening, outside: number): string | null {
    const before = breachBefore?.(statesAt(moment), outsides.valueOf(moment.outside)) ?? null;
    return before ?? (outcome.verdict === 'impossible' ? `${who} cannot follow: ${label}` : breachIn(outside));
  }

  /**
   * Adds the steps that come of what happens, `mail` being what else is on its way. A message is lost as it is posted or not at all: whatever
   * happens before it is lost on its way could happen without it too, and comes to the same.
   */
  function follow(steps: Step[], moment: Moment, who: Name, happening: Happening, mail: Mail = moment): void {
    const { label, outcome, optional = false } = happening;
    const outside = afterDeed(happening.outside, outcome.deed);
    const go = (then: number, { toOrders, toOthers }: Mail): Moment =>
      settle({
        ...moment,
        [who]: outcome.state,
        outside: then,
        toOrders: post.joined(mail.toOrders, toOrders),
        toOthers: post.joined(mail.toOthers, toOthers),
      });
    steps.push({ label, to: go(outside, outcome.mail), optional, breach: breachOf(moment, who, happening, outside) });
    const then = poorer(outside);
    if (then === null) return;
    const lose = (what: string, rest: Mail): void => {
      steps.push({ label: `${label}; lost: ${what}`, to: go(then, rest), optional: true, breach: null });
    };
    const { toOrders, toOthers } = outcome.mail;
    for (const lost of post.losableIn(toOrders)) lose(lost.label, { toOrders: lost.rest, toOthers });
    for (const lost of post.losableIn(toOthers)) lose(lost.label, { toOrders, toOthers: lost.rest });
  }

  function deliver(steps: Step[], moment: Moment): void {
    const { toOrders, toOthers, outside } = moment;
    const hear = ({ message, label, to }: Taken, mail: Mail): void => {
      for (const outcome of heard(moment[to], message)) follow(steps, moment, to, { label, outcome, outside }, mail);
    };
    for (const taken of post.nextOf(toOrders)) hear(taken, { toOrders: taken.rest, toOthers });
    for (const taken of post.nextOf(toOthers)) hear(taken, { toOrders, toOthers: taken.rest });
  }

  function move(steps: Step[], moment: Moment): void {
    for (const who of names) for (const happening of moved[who](moment[who], moment.outside)) follow(steps, moment, who, happening);
  }

  const silently = deeds.numberOf(deedOf([], []));
  const announced = remembered(state => ({ ...players.orders.react(state, { type: 'answer deadline' }), deed: silently }));
  /** Nothing else happens for as long as an answer is waited for: then the order announces its stage again. */
  function announceAgain(steps: Step[], moment: Moment): void {
    const waits = players.orders.states.valueOf(moment.orders).deadlines.answer !== null;
    if (!mayLose || !waits || steps.some(({ optional, label }) => !optional && label !== paymentDeadline)) return;
    follow(steps, moment, 'orders', { label: 'announced again', outcome: announced(moment.orders), outside: moment.outside });
  }

  function place(steps: Step[]): void {
    const { states, said } = beginning();
    const blank = {
      orders: players.orders.states.numberOf(states.orders),
      payments: players.payments.states.numberOf(states.payments),
      warehouse: players.warehouse.states.numberOf(states.warehouse),
      shipments: players.shipments.states.numberOf(states.shipments),
      outside: outsides.numberOf(outsideAtFirst),
      ...post.nothing,
    };
    const outcome = { verdict: 'applied', state: blank.orders, deed: silently, mail: post.posted('orders', said) };
    follow(steps, blank, 'orders', { label: 'the order is placed', outcome, outside: blank.outside });
  }

  const stepsOf = (...adding: ((steps: Step[]) => void)[]): Step[] => {
    const steps: Step[] = [];
    for (const add of adding) add(steps);
    return steps;
  };
  return {
    beginnings: stepsOf(place),
    stepsFrom: moment =>
      stepsOf(
        steps => deliver(steps, moment),
        steps => move(steps, moment),
        steps => announceAgain(steps, moment),
      ),
    breachAtRest: moment => breachAtRest(statesAt(moment), outsides.valueOf(moment.outside), !mayLose),
  };
}
