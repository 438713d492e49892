import { describe, expect, test } from '@jest/globals';
import {
  actionRequired,
  afterAll,
  allocated,
  authorized,
  cancel,
  deadline,
  failed,
  type Happening,
  packed,
  parcel,
  picking,
  processing,
  processingTwo,
  promisedDelivery,
  released,
  types,
  voided,
} from './testing/story.ts';

const guest = { guest: true, promisedDelivery };

describe('the payment deadline', () => {
  test('is half an hour after the placing, and is taken back once the order is confirmed', () => {
    expect(afterAll([]).state.deadlines.payment).toBe('2026-11-02T12:30:00.000Z');
    expect(afterAll([allocated(), authorized()]).deadlines).toContainEqual({ deadline: 'payment', due: null });
  });

  test('comes sooner for a guest whose payment failed, and never later for it', () => {
    expect(afterAll([[5, failed(1)]], guest).state.deadlines.payment).toBe('2026-11-02T12:15:00.000Z');
    expect(afterAll([[25, failed(1)]], guest).state.deadlines.payment).toBe('2026-11-02T12:30:00.000Z');
    expect(afterAll([[5, failed(1)]]).state.deadlines.payment).toBe('2026-11-02T12:30:00.000Z');
  });

  test('is set for a retry whose failed capture is not heard of yet', () => {
    const retried = [allocated(), authorized(), [20, actionRequired(3, 'pay_2')]] as const;
    expect(afterAll(retried).state.deadlines.payment).toBe('2026-11-02T12:50:00.000Z');
  });

  test('changes nothing when it comes before its time, or was taken back', () => {
    expect(afterAll([[29, deadline('payment')]]).verdict).toBe('unchanged');
    expect(afterAll([allocated(), authorized(), [30, deadline('payment')]]).verdict).toBe('unchanged');
  });
});

describe('the answer deadline', () => {
  test('announces again what the others owe an answer to, stage by stage', () => {
    const told = (...happenings: Happening[]) => types(afterAll([...happenings, [60, deadline('answer')]]));
    expect(told()).toEqual(['order.placed']);
    expect(told(allocated(), authorized())).toEqual(['order.confirmed']);
    expect(told(...processing)).toEqual(['shipment.requested']);
    expect(told(...processing, cancel())).toEqual(['order.cancel-requested']);
    expect(told(allocated(), cancel())).toEqual(['order.canceled']);
  });

  describe('announces nothing to those who have answered, and does not come again', () => {
    const passed = (...happenings: Happening[]) => afterAll([...happenings, [60, deadline('answer')]]);
    const opened = (parcelId: string): Happening => ({ type: 'pick.opened', sequence: 2, data: { orderId: 'ord_1', parcelId } });

    test.each<[string, Happening[]]>([
      ['the customer is to approve the payment', [allocated(), actionRequired(1)]],
      ['the customer may try the payment again', [allocated(), failed(1)]],
      ['the customer may try the failed capture again', [allocated(), authorized(), failed(2, 'capture')]],
      ['the floor is to pick the parcel', [...processing, opened('pcl_1'), parcel('created', 1)]],
      ['the floor picks it', [...processing, picking(2), parcel('created', 1)]],
      ['the carrier is to fetch it', [...processing, packed(2), parcel('ready', 1)]],
    ])('while %s', (_who, happenings) => {
      const { announcements, state, history } = passed(...happenings);
      expect({ announcements, answer: state.deadlines.answer, history }).toEqual({ announcements: [], answer: null, history: [] });
    });

    test('but it is waited for again as soon as an answer is owed', () => {
      const waiting = [allocated(), authorized(), failed(2, 'capture'), [10, deadline('answer')]] as const;
      expect(afterAll(waiting).state).toMatchObject({ repeats: 0, deadlines: { answer: null } });
      const retried = afterAll([...waiting, [20, authorized(3, 'pay_2')]]);
      expect(retried.state).toMatchObject({ repeats: 0, deadlines: { answer: '2026-11-02T12:21:00.000Z' } });
    });

    test('one of two parcels without an answer is enough', () => {
      const heard: Happening[] = [...processingTwo, opened('pcl_1'), parcel('created', 1, 'pcl_1'), parcel('created', 2, 'pcl_2')];
      expect(types(passed(...heard))).toEqual(['shipment.requested']);
      expect(types(passed(...heard, opened('pcl_2')))).toEqual([]);
      expect(types(passed(...heard, packed(3, 'pcl_1'), opened('pcl_2')))).toEqual(['shipment.requested']);
    });
  });

  test('asks for the same parcels again', () => {
    const first = afterAll(processing).announcements[0];
    const again = afterAll([...processing, [2, deadline('answer')]]).announcements[0];
    expect(again).toEqual({ ...first, sequence: 4 });
  });

  test('doubles up to ten minutes', () => {
    const dues: (string | null)[] = [afterAll([]).state.deadlines.answer];
    const happenings: Happening[] = [];
    for (const minutes of [1, 3, 7, 15, 25]) {
      happenings.push([minutes, deadline('answer')]);
      dues.push(afterAll(happenings).state.deadlines.answer);
    }
    expect(dues.map(due => due?.slice(11, 16))).toEqual(['12:01', '12:03', '12:07', '12:15', '12:25', '12:35']);
  });

  test('is shorter while parcels are called back, and begins anew with each stage', () => {
    const stretched = [
      [1, deadline('answer')],
      [3, deadline('answer')],
      [4, allocated()],
      [4, authorized()],
    ] as const;
    expect(afterAll(stretched).state.deadlines.answer).toBe('2026-11-02T12:05:00.000Z');
    const [...paid] = processing;
    expect(afterAll([...paid, [1, cancel()]]).state.deadlines.answer).toBe('2026-11-02T12:01:15.000Z');
  });

  test('is taken back when the order is shipped, and when a canceled order is settled', () => {
    expect(afterAll([...processing, parcel('left', 1)]).state.deadlines.answer).toBeNull();
    expect(afterAll([allocated(), authorized(), cancel(), released(2), voided(2)]).deadlines).toContainEqual({ deadline: 'answer', due: null });
  });

  test('is set again when a settled order turns out to be owed money', () => {
    const settled = [allocated(), failed(1), cancel(), released(2)] as const;
    expect(afterAll(settled).state.deadlines.answer).toBeNull();
    expect(afterAll([...settled, authorized(2, 'pay_2')]).state.deadlines.answer).not.toBeNull();
  });
});

describe('the patience deadline', () => {
  test('is set again when a settled order turns out to be owed money: whatever gives it back may be away', () => {
    const owed = afterAll([allocated(), failed(1), [30, deadline('payment')], released(2), [31, authorized(2, 'pay_2')]]);
    expect(owed.state).toMatchObject({ stage: 'CANCELED', deadlines: { patience: '2026-11-02T12:46:00.000Z' } });
  });

  test('is a quarter of an hour, three days for the floor, and a week after the promise on the way', () => {
    expect(afterAll([]).state.deadlines.patience).toBeNull();
    expect(
      afterAll([
        [0, allocated()],
        [0, authorized()],
      ]).state.deadlines.patience,
    ).toBe('2026-11-02T12:15:00.000Z');
    expect(afterAll([...processing, [0, parcel('left', 1)]]).state.deadlines.patience).toBe('2026-11-12T18:00:00.000Z');
    expect(afterAll(processing).state.deadlines.patience).toBe('2026-11-05T12:00:03.000Z');
  });

  test('calls for people once, until the order moves on', () => {
    const waiting = [allocated(), authorized(), [20, deadline('patience')]] as const;
    const called = afterAll(waiting);
    expect(types(called)).toEqual(['order.needs-attention']);
    expect(called.state).toMatchObject({ attention: 'It takes longer than it should.', deadlines: { patience: null } });
    expect(afterAll([...waiting, cancel()]).state.attention).toBeNull();
  });
});
