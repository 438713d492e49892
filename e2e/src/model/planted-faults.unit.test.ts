import { describe, expect, test } from '@jest/globals';
import * as orders from '@micromart/orders/lifecycle';
import * as payments from '@micromart/payments/lifecycle';
import * as shipments from '@micromart/shipments/lifecycle';
import * as warehouse from '@micromart/warehouse/lifecycle';
import type { Rules } from './game.ts';
import { asIfUnnumbered, type Deciders, realDeciders } from './participants.ts';
import { search } from './search.ts';

/** What the search finds first when one of the four is not as it should be. */
function found(faulty: Partial<Deciders>, rules: Partial<Rules> = {}): string {
  const { breaches } = search({ parcels: 1, order: 'any', ...rules, deciders: { ...realDeciders, ...faulty } });
  return breaches[0]?.what ?? 'nothing';
}

describe('in orders', () => {
  const { lifecycle } = orders;

  test('without facets that go by the newest number the model finds an order that believes old news', () => {
    const believesAll: orders.Decide = (state, input, circumstances) => orders.decide(asIfUnnumbered(state), input, circumstances);
    expect(found({ orders: believesAll }, { dropsOldNews: false })).toMatch(/rests in|orders says payment|cannot follow/);
  });

  test('without facets that remember what came before its partner the model finds an order that never ends', () => {
    const forgets: orders.Decide = (state, input, circumstances) => {
      const decision = orders.decide(state, input, circumstances);
      return decision.state.stage === state.stage ? { ...decision, state } : decision;
    };
    expect(found({ orders: forgets })).toMatch(/rests in/);
  });

  test('without asking shipments before a paid order is canceled the model finds a parcel that leaves all the same', () => {
    const cancel = { ...lifecycle.cancel, PROCESSING: lifecycle.cancel.CONFIRMED };
    expect(found({ orders: orders.decideBy({ ...lifecycle, cancel }) })).toBe('a parcel left after the order was canceled');
  });

  test('without saying that the goods had left the model finds goods that are released on their way', () => {
    const alwaysOnTheShelf: orders.Decide = (state, input, circumstances) => {
      const decision = orders.decide(state, input, circumstances);
      const announcements = decision.announcements.map(one => (one.type === 'order.canceled' ? { ...one, goods: 'on-shelf' as const } : one));
      return { ...decision, announcements };
    };
    expect(found({ orders: alwaysOnTheShelf })).toMatch(/warehouse cannot follow: shipment|canceled, and goods are gone/);
  });

  test('without a deadline for a retry that overtakes its failed capture the model finds an order that waits for ever', () => {
    const row = { ...lifecycle['payment.action-required'], CONFIRMED: lifecycle['payment.action-required'].PLACED };
    expect(found({ orders: orders.decideBy({ ...lifecycle, 'payment.action-required': row }) })).toMatch(
      /rests in CONFIRMED, payment ACTION_REQUIRED/,
    );
  });

  test('without going back to what the parcels say the model finds an order that is canceling for ever', () => {
    const row = { ...lifecycle['shipment.cancel-refused'], CANCELING: 'late' as const };
    expect(found({ orders: orders.decideBy({ ...lifecycle, 'shipment.cancel-refused': row }) })).toMatch(/rests in CANCELING/);
  });
});

describe('in payments', () => {
  const { lifecycle } = payments;

  test('without a tombstone for the cancel that comes first the model finds money held for a canceled order', () => {
    const row = { ...lifecycle['order.canceled'], NONE: 'unchanged' as const };
    expect(found({ payments: payments.decideBy({ ...lifecycle, 'order.canceled': row }) })).toMatch(
      /rests in CANCELED, payment AUTHORIZED|money is still held/,
    );
  });

  test('without remembering that the order is off the model finds money held for a canceled order', () => {
    const forgets: payments.Decide = (state, input, circumstances) => {
      const decision = payments.decide(state, input, circumstances);
      return { ...decision, state: { ...decision.state, closing: false } };
    };
    expect(found({ payments: forgets })).toMatch(/rests in CANCELED/);
  });

  test('without remembering that the order is confirmed the model finds a retry that is never captured', () => {
    const forgets: payments.Decide = (state, input, circumstances) => {
      const decision = payments.decide(state, input, circumstances);
      return { ...decision, state: { ...decision.state, confirmed: false } };
    };
    expect(found({ payments: forgets })).toMatch(/rests in CONFIRMED, payment AUTHORIZED/);
  });

  test('without announcing a failed capture the model finds an order that waits for it for ever', () => {
    const row = { ...lifecycle['provider.declined'], CAPTURING: [{ to: 'FAILED' as const }] };
    expect(found({ payments: payments.decideBy({ ...lifecycle, 'provider.declined': row }) })).toMatch(/rests in CONFIRMED/);
  });

  test('without giving back what was captured after the cancel the model finds a canceled order that is paid', () => {
    const captured = payments.statuses.map(status => [status, [{ to: 'CAPTURED', announce: 'payment.captured' }]]);
    const row = Object.fromEntries(captured) as payments.Lifecycle['provider.captured'];
    expect(found({ payments: payments.decideBy({ ...lifecycle, 'provider.captured': row }) })).toMatch(/rests in CANCELED, payment CAPTURED/);
  });
});

describe('in warehouse', () => {
  const { lifecycle } = warehouse;

  test('without a tombstone for the cancel that comes first the model finds stock held for a canceled order', () => {
    const row = { ...lifecycle.order['order.canceled'], NONE: 'unchanged' as const };
    const order = { ...lifecycle.order, 'order.canceled': row };
    expect(found({ warehouse: warehouse.decideBy({ ...lifecycle, order }) })).toMatch(/rests in CANCELED, .* stock HELD/);
  });

  test('without remembering a return that overtook the leaving the model finds goods that are gone', () => {
    const row = { ...lifecycle.parcel['shipment.returned'], OPEN: 'unchanged', PICKING: 'unchanged', PACKED: 'unchanged' } as const;
    const parcel = { ...lifecycle.parcel, 'shipment.returned': row };
    expect(found({ warehouse: warehouse.decideBy({ ...lifecycle, parcel }) })).toBe('canceled, and goods are gone');
  });
});

describe('in shipments', () => {
  const { lifecycle } = shipments;

  test('without a tombstone for the cancel that comes first the model finds an order that is canceling for ever', () => {
    const row = { ...lifecycle.order['order.cancel-requested'], EMPTY: { announce: 'as they stand' } } as const;
    const order = { ...lifecycle.order, 'order.cancel-requested': row };
    expect(found({ shipments: shipments.decideBy({ ...lifecycle, order }) })).toMatch(/rests in CANCELING/);
  });

  test('without refusing to call back what has left the model finds an order that is canceling for ever', () => {
    const row = { ...lifecycle.order['order.cancel-requested'], LEFT: lifecycle.order['order.cancel-requested'].OPEN };
    const order = { ...lifecycle.order, 'order.cancel-requested': row };
    expect(found({ shipments: shipments.decideBy({ ...lifecycle, order }) })).toMatch(/rests in CANCELING/);
  });

  test('without one answer for all parcels the model finds an order of two that is canceling for ever', () => {
    const row = { ...lifecycle.order['order.cancel-requested'], LEFT: { act: 'call back', announce: 'as they stand' } } as const;
    const order = { ...lifecycle.order, 'order.cancel-requested': row };
    expect(found({ shipments: shipments.decideBy({ ...lifecycle, order }) }, { parcels: 2 })).toMatch(/rests in CANCELING/);
  });

  test('without remembering a parcel that is packed before it is asked for the model finds one that is never fetched', () => {
    const forgets: shipments.Decide = (state, input) =>
      input.type === 'parcel.packed' && shipments.phaseOf(state) === 'EMPTY'
        ? { verdict: 'unchanged', state, announcements: [], commands: [] }
        : shipments.decide(state, input);
    expect(found({ shipments: forgets })).toMatch(/rests in PROCESSING/);
  });
});

describe('with a message that is lost', () => {
  const loss = { order: 'key', troubles: { losses: 1, retries: 0 } } as const;

  test.each(['CONFIRMED', 'PROCESSING', 'CANCELING', 'CANCELED'] as const)(
    'without announcing %s again the model finds an order that waits for ever',
    stage => {
      const { lifecycle } = orders;
      const row = { ...lifecycle['answer deadline'], [stage]: [{}] };
      expect(found({ orders: orders.decideBy({ ...lifecycle, 'answer deadline': row }) }, loss)).toMatch(`the order rests in ${stage}`);
    },
  );

  test('without waiting for shipments once warehouse has answered the model finds a parcel that nobody fetches', () => {
    const content: orders.Decide = (state, input, circumstances) => {
      const answered = state.stage === 'PROCESSING' && Object.values(state.picks).every(({ status }) => status !== 'REQUESTED');
      return input.type === 'answer deadline' && answered
        ? { ...orders.decide(state, input, circumstances), announcements: [] }
        : orders.decide(state, input, circumstances);
    };
    expect(found({ orders: content }, loss)).toMatch(/rests in PROCESSING|no way leads to an end/);
  });

  test('without an answer to what is said twice the model finds an order that waits for ever', () => {
    const { lifecycle } = payments;
    const row = { ...lifecycle['order.confirmed'], CAPTURED: 'unchanged' as const };
    expect(found({ payments: payments.decideBy({ ...lifecycle, 'order.confirmed': row }) }, loss)).toBe('no way leads to an end');
  });
});
