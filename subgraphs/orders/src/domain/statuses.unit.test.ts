import { describe, expect, test } from '@jest/globals';
import { actionsFor } from './actions.ts';
import { fulfillmentStatus, paymentStatus } from './statuses.ts';
import {
  actionRequired,
  afterAll,
  allocated,
  authorized,
  cancel,
  denied,
  failed,
  type Happening,
  minutesLater,
  packed,
  parcel,
  picking,
  processing,
  processingTwo,
  refunded,
  rejected,
  released,
  voided,
} from './testing/story.ts';

const paid = (...happenings: Happening[]) => paymentStatus(afterAll(happenings).state);
const fulfilled = (...happenings: Happening[]) => fulfillmentStatus(afterAll(happenings).state);

test('paymentStatus is the newest payment, and how much of it was given back', () => {
  expect(paid()).toBe('PENDING');
  expect(paid(actionRequired(1))).toBe('ACTION_REQUIRED');
  expect(paid(failed(1))).toBe('FAILED');
  expect(paid(denied(1))).toBe('FAILED');
  expect(paid(failed(1), authorized(2, 'pay_2'))).toBe('AUTHORIZED');
  expect(paid(voided(2))).toBe('VOIDED');
  expect(paid(...processing)).toBe('PAID');
  expect(paid(...processing, refunded(3, 1))).toBe('PARTIALLY_REFUNDED');
  expect(paid(...processing, refunded(3, 5_000))).toBe('REFUNDED');
});

describe('fulfillmentStatus', () => {
  test('of one parcel follows it from the shelf to the door', () => {
    expect(fulfilled()).toBe('UNALLOCATED');
    expect(fulfilled(rejected())).toBe('UNALLOCATED');
    expect(fulfilled(allocated())).toBe('ALLOCATED');
    expect(fulfilled(...processing)).toBe('ALLOCATED');
    expect(fulfilled(...processing, picking(2))).toBe('PICKING');
    expect(fulfilled(...processing, packed(3))).toBe('PACKED');
    expect(fulfilled(...processing, parcel('left', 1))).toBe('SHIPPED');
    expect(fulfilled(...processing, parcel('failed', 2))).toBe('SHIPPED');
    expect(fulfilled(...processing, parcel('delivered', 2))).toBe('DELIVERED');
    expect(fulfilled(...processing, parcel('returned', 2))).toBe('RETURNED');
    expect(fulfilled(allocated(), cancel(), released(2))).toBe('UNALLOCATED');
  });

  test('of two parcels is that of the one that is less far, and says when one is ahead', () => {
    const two = (...happenings: Happening[]) => fulfilled(...processingTwo, ...happenings);
    expect(two(packed(3))).toBe('PICKING');
    expect(two(packed(3), packed(4, 'pcl_2'))).toBe('PACKED');
    expect(two(parcel('left', 1))).toBe('PARTIALLY_SHIPPED');
    expect(two(parcel('left', 1), parcel('left', 2, 'pcl_2'))).toBe('SHIPPED');
    expect(two(parcel('delivered', 1), parcel('left', 2, 'pcl_2'))).toBe('PARTIALLY_DELIVERED');
    expect(two(parcel('delivered', 1), parcel('returned', 2, 'pcl_2'))).toBe('DELIVERED');
    expect(two(parcel('returned', 1), parcel('left', 2, 'pcl_2'))).toBe('SHIPPED');
  });
});

describe('the actions that are offered', () => {
  const actions = (viewer: 'customer' | 'support' | 'onlooker', minutes: number, ...happenings: Happening[]) =>
    actionsFor(afterAll(happenings).state, viewer, minutesLater(minutes));

  test('let customer and support cancel until a parcel has left', () => {
    for (const viewer of ['customer', 'support'] as const) {
      expect(actions(viewer, 1)).toContain('CANCEL');
      expect(actions(viewer, 1, ...processing)).toContain('CANCEL');
      expect(actions(viewer, 1, ...processingTwo, parcel('left', 1))).not.toContain('CANCEL');
      expect(actions(viewer, 1, cancel())).not.toContain('CANCEL');
    }
  });

  test('let the customer try a failed payment again before its deadline', () => {
    expect(actions('customer', 10, failed(1))).toEqual(['CANCEL', 'RETRY_PAYMENT']);
    expect(actions('customer', 31, failed(1))).toEqual(['CANCEL']);
    expect(actions('support', 10, failed(1))).toEqual(['CANCEL']);
    expect(actions('customer', 10, failed(1), cancel())).toEqual([]);
  });

  test('let support refund what is paid, as long as the order is not canceled', () => {
    expect(actions('support', 1, ...processing, parcel('delivered', 2))).toEqual(['REFUND']);
    expect(actions('customer', 1, ...processing, parcel('delivered', 2))).toEqual([]);
    expect(actions('support', 1, ...processing, parcel('delivered', 2), refunded(3, 5_000))).toEqual([]);
    expect(actions('support', 1, ...processing, parcel('returned', 2))).toEqual([]);
  });

  test('are none for those who may only look', () => {
    expect(actions('onlooker', 1, ...processing)).toEqual([]);
  });
});
