import { describe, expect, test } from '@jest/globals';
import { isNewer, newsStatuses, statusOf } from './news.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 19, 9, minute));

describe('news of a parcel', () => {
  test('goes by when it happened, not by when it was heard', () => {
    const known = { status: 'IN_TRANSIT' as const, newsAt: at(10) };
    expect(isNewer({ status: 'PICKED_UP', occurredAt: at(11) }, known)).toBe(true);
    expect(isNewer({ status: 'OUT_FOR_DELIVERY', occurredAt: at(9) }, known)).toBe(false);
    expect(isNewer({ status: 'PICKED_UP', occurredAt: at(1) }, { status: 'READY', newsAt: null })).toBe(true);
  });

  test('of the end always counts, also by a clock that is behind, unless another end is known', () => {
    const known = { status: 'IN_TRANSIT' as const, newsAt: at(10) };
    expect(isNewer({ status: 'DELIVERED', occurredAt: at(9) }, known)).toBe(true);
    expect(isNewer({ status: 'RETURNED', occurredAt: at(9) }, known)).toBe(true);
    expect(isNewer({ status: 'RETURNED', occurredAt: at(9) }, { status: 'DELIVERED', newsAt: at(10) })).toBe(false);
  });

  test('of the same moment counts when it is further on', () => {
    const known = { status: 'IN_TRANSIT' as const, newsAt: at(10) };
    expect(newsStatuses.filter(status => isNewer({ status, occurredAt: at(10) }, known))).toEqual(newsStatuses.slice(2));
  });
});

describe('what is shown of a parcel', () => {
  const parcel = (status: Parameters<typeof statusOf>[0]['status']) => ({ status, packed: true });
  test('says how far it is while it is away, and otherwise how it stands', () => {
    expect(statusOf(parcel('LEFT'), 'OUT_FOR_DELIVERY')).toBe('OUT_FOR_DELIVERY');
    expect(statusOf(parcel('LEFT'), 'READY')).toBe('PICKED_UP');
    expect(statusOf(parcel('SOUGHT'), 'READY')).toBe('CREATED');
    expect(statusOf(parcel('CANCELED'), 'READY')).toBe('CANCELED');
    expect(statusOf(parcel('DELIVERED'), 'IN_TRANSIT')).toBe('DELIVERED');
  });
});
