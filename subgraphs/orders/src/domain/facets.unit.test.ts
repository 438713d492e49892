import { describe, expect, test } from '@jest/globals';
import {
  afterAll,
  allocated,
  authorized,
  cancel,
  captured,
  deadline,
  failed,
  packed,
  parcel,
  processing,
  refunded,
  rejected,
  types,
} from './testing/story.ts';

describe('news that an order hears late', () => {
  test('is noted in the history and changes nothing', () => {
    const before = afterAll([authorized(2)]);
    const decision = afterAll([authorized(2), failed(1)]);
    expect(decision).toMatchObject({ verdict: 'late', announcements: [], deadlines: [], state: before.state });
    expect(decision.history).toEqual([{ type: 'payment.failed', message: 'The payment failed. (Heard late; nothing changed.)' }]);
  });

  test('is late for its own parcel only', () => {
    const state = afterAll([
      allocated(1, ['whs_1', 'whs_2']),
      authorized(),
      captured(),
      parcel('left', 5, 'pcl_1'),
      parcel('left', 2, 'pcl_2'),
    ]).state;
    expect(state.stage).toBe('SHIPPED');
  });

  test('is late for its own publisher only', () => {
    expect(afterAll([...processing, parcel('left', 1)]).verdict).toBe('applied');
    expect(afterAll([allocated(7), authorized(1)]).state.stage).toBe('CONFIRMED');
  });

  test('of an older payment never hides the newer one', () => {
    const state = afterAll([allocated(), authorized(3, 'pay_2'), failed(2)]).state;
    expect(state.payment).toMatchObject({ paymentId: 'pay_2', status: 'AUTHORIZED' });
  });
});

describe('news that an order hears again', () => {
  test('moves its number and its version, and is neither announced nor told again', () => {
    const once = afterAll([failed(1)]);
    const again = afterAll([failed(1), failed(2)]);
    expect(again).toMatchObject({ verdict: 'applied', announcements: [], history: [] });
    expect(again.state.payment.sequence).toBe(2);
    expect(again.state.version).toBe(once.state.version + 1);
  });

  test('does not give a failed capture more time', () => {
    const confirmed = [allocated(), authorized(), [5, failed(2, 'capture')]] as const;
    expect(afterAll([...confirmed, [20, failed(3, 'capture')]]).state.deadlines.payment).toBe(afterAll(confirmed).state.deadlines.payment);
  });

  test('tells of a refund only when more was given back', () => {
    expect(types(afterAll([...processing, refunded(3, 100)]))).toEqual(['order.refunded']);
    expect(types(afterAll([...processing, refunded(3, 100), refunded(4, 100)]))).toEqual([]);
    expect(types(afterAll([...processing, refunded(3, 100), refunded(4, 200)]))).toEqual(['order.refunded']);
  });
});

describe('news that cannot be', () => {
  test('is refused as impossible, whatever number it has', () => {
    expect(afterAll([parcel('left', 1)]).verdict).toBe('impossible');
    expect(afterAll([allocated(), authorized(), rejected(2)]).verdict).toBe('impossible');
    expect(afterAll([...processing, packed(9, 'pcl_of_another_order')]).verdict).toBe('impossible');
  });
});

describe('what an order keeps', () => {
  test('is plain JSON', () => {
    const { state } = afterAll([...processing, parcel('left', 1), cancel()]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  test('has a version that grows with each change, and a number for each announcement', () => {
    const decision = afterAll([...processing, parcel('delivered', 2)]);
    expect(decision.state.version).toBe(5);
    expect(decision.announcements.map(({ sequence }) => sequence)).toEqual([4, 5]);
    expect(decision.state.sequence).toBe(5);
  });

  test('does not change its version when only an announcement is repeated', () => {
    expect(afterAll([[1, deadline('answer')]])).toMatchObject({ verdict: 'applied', history: [], state: { version: 1, sequence: 2 } });
  });
});
