import { isAwaited, isSettled, lifecycle, type OrderState } from '@micromart/orders/lifecycle';
import { alwaysIn, type Invariant, soonIn } from './invariant.ts';

const DEADLINES = `
  SELECT o.id, o.status, kind, due FROM "order" o
  CROSS JOIN LATERAL (VALUES ('payment', o.lifecycle #>> '{deadlines,payment}'), ('answer', o.lifecycle #>> '{deadlines,answer}'),
    ('patience', o.lifecycle #>> '{deadlines,patience}')) d(kind, due)`;

/** What an order that is not at its end must wait with; nothing when it may rest where it is. */
function missingDeadlines(state: OrderState): readonly string[] {
  const { stage, attention } = state;
  const { payment, answer, patience } = state.deadlines;
  const looked = patience !== null || attention !== null;
  const passing = stage === 'CANCELED' ? !isSettled(state) : stage !== 'DELIVERED';
  if (!passing) return [];
  return [
    ...(stage === 'PLACED' && payment === null ? ['payment'] : []),
    ...(answer === null && isAwaited(lifecycle, state) ? ['answer'] : []),
    ...(stage !== 'PLACED' && !looked ? ['patience'] : []),
  ];
}

const passingHasDeadlines: Invariant = {
  name: 'who passes has a deadline',
  says: 'An order that is not at its end has the deadlines that end its waiting, or people’s attention.',
  holds: 'always',
  async findings(shop) {
    const orders = await shop.rows<{ id: string; lifecycle: OrderState }>('orders', 'SELECT id, lifecycle FROM "order"');
    return orders.flatMap(({ id, lifecycle: state }) => {
      const missing = missingDeadlines(state);
      return missing.length === 0 ? [] : [{ subject: id, says: `${state.stage} without a deadline for ${missing.join(' and ')}` }];
    });
  },
};

export const deadlines: readonly Invariant[] = [
  passingHasDeadlines,
  ...alwaysIn('orders', [
    [
      'a deadline is a task',
      'Every deadline that an order has set has a task that minds it, and no other has.',
      `SELECT coalesce(d.id, t.key) AS subject, coalesce(d.kind || ' deadline of ' || d.due || ', and nobody minds it', t.kind || ' is minded, and not set') AS says
       FROM (SELECT * FROM (${DEADLINES}) d WHERE due IS NOT NULL) d
       FULL JOIN (SELECT * FROM messaging.task WHERE kind LIKE '% deadline') t ON t.key = d.id AND t.kind = d.kind || ' deadline'
       WHERE d.id IS NULL OR t.id IS NULL`,
    ],
  ]),
  ...soonIn('orders', [
    [
      'nobody rests past a deadline',
      'No order rests in a passing state for longer than its deadline.',
      `SELECT id AS subject, status || ', though its ' || kind || ' was due at ' || due AS says FROM (${DEADLINES}) d WHERE due::timestamptz < $1`,
    ],
  ]),
];
