import { describe, expect, test } from '@jest/globals';
import { isEnded } from './settled.ts';
import {
  actionRequired,
  afterAll,
  allocated,
  authorized,
  cancel,
  captured,
  deadline,
  denied,
  failed,
  parcel,
  processing,
  processingTwo,
  refunded,
  rejected,
  released,
  short,
  types,
  voided,
} from './testing/story.ts';

describe('an order that goes well', () => {
  test('is confirmed once its stock is held and its payment authorized, whichever comes first', () => {
    for (const happenings of [
      [allocated(), authorized()],
      [authorized(), allocated()],
    ]) {
      const decision = afterAll(happenings);
      expect(decision.state.stage).toBe('CONFIRMED');
      expect(types(decision)).toEqual(['order.confirmed']);
    }
  });

  test('goes to the warehouse when it is paid, a parcel a warehouse with what lies there', () => {
    const decision = afterAll([allocated(1, ['whs_2', 'whs_1', 'whs_2']), authorized(), captured()]);
    expect(decision.state.stage).toBe('PROCESSING');
    expect(decision.announcements).toEqual([
      {
        type: 'shipment.requested',
        sequence: 3,
        parcels: [
          { parcelId: 'pcl_1', warehouseId: 'whs_1', lines: [{ orderLineId: 'oln_1', quantity: 1 }] },
          { parcelId: 'pcl_2', warehouseId: 'whs_2', lines: [{ orderLineId: 'oln_1', quantity: 2 }] },
        ],
      },
    ]);
  });

  test('is confirmed and goes to the warehouse at once when its payment was already captured', () => {
    const decision = afterAll([captured(), allocated()]);
    expect(decision.state.stage).toBe('PROCESSING');
    expect(types(decision)).toEqual(['order.confirmed', 'shipment.requested']);
  });

  test('is shipped when its last parcel leaves, and delivered when its last parcel is', () => {
    expect(types(afterAll([...processingTwo, parcel('left', 1, 'pcl_2')]))).toEqual(['order.parcel-shipped']);
    const both = [...processingTwo, parcel('left', 1, 'pcl_2'), parcel('left', 2, 'pcl_1')];
    expect(types(afterAll(both))).toEqual(['order.shipped']);
    expect(types(afterAll([...both, parcel('delivered', 3, 'pcl_1')]))).toEqual([]);
    const delivered = afterAll([...both, parcel('delivered', 3, 'pcl_1'), parcel('delivered', 4, 'pcl_2')]);
    expect(types(delivered)).toEqual(['order.delivered']);
    expect(isEnded(delivered.state)).toBe(true);
  });

  test('is shipped and delivered at once when the news of the leaving was overtaken', () => {
    expect(types(afterAll([...processing, parcel('delivered', 2)]))).toEqual(['order.shipped', 'order.delivered']);
  });
});

describe('an order that cannot be paid', () => {
  test('waits for another try after a refusal, and for the customer when he has to act', () => {
    expect(types(afterAll([failed(1)]))).toEqual(['order.payment-failed']);
    expect(types(afterAll([actionRequired(1)]))).toEqual(['order.action-required']);
    expect(afterAll([allocated(), failed(1), authorized(2, 'pay_2')]).state.stage).toBe('CONFIRMED');
  });

  test('is canceled at once when the payment is denied for good', () => {
    expect(afterAll([allocated(), denied(1)])).toMatchObject({
      state: { stage: 'CANCELED', reason: 'PAYMENT_FAILED' },
      announcements: [{ type: 'order.canceled', reason: 'PAYMENT_FAILED', goods: 'on-shelf' }],
    });
  });

  test('is canceled at its deadline, and says whether the payment failed or never came', () => {
    expect(afterAll([[30, deadline('payment')]]).state).toMatchObject({ stage: 'CANCELED', reason: 'EXPIRED' });
    expect(afterAll([failed(1), [30, deadline('payment')]]).state).toMatchObject({ stage: 'CANCELED', reason: 'PAYMENT_FAILED' });
  });

  test('stays confirmed when its capture fails, until a deadline of its own', () => {
    const failedCapture = [allocated(), authorized(), [20, failed(2, 'capture')]] as const;
    expect(afterAll(failedCapture).state).toMatchObject({ stage: 'CONFIRMED', deadlines: { payment: '2026-11-02T12:50:00.000Z' } });
    expect(afterAll([...failedCapture, [50, deadline('payment')]]).state).toMatchObject({ stage: 'CANCELED', reason: 'PAYMENT_FAILED' });
    expect(afterAll([...failedCapture, [40, authorized(3, 'pay_2')], [50, deadline('payment')]]).state.stage).toBe('CONFIRMED');
  });
});

describe('an order whose goods are missing', () => {
  test('is canceled when not every line is in stock', () => {
    expect(afterAll([authorized(), rejected()]).state).toMatchObject({ stage: 'CANCELED', reason: 'OUT_OF_STOCK' });
  });

  test('is called back when a picker finds too few, and needs attention when a part of it has left', () => {
    expect(afterAll([...processing, short(2)]).state).toMatchObject({ stage: 'CANCELING', reason: 'OUT_OF_STOCK' });
    const partly = afterAll([...processingTwo, parcel('left', 1, 'pcl_2'), short(2)]);
    expect(partly.state).toMatchObject({ stage: 'PROCESSING', attention: 'Goods are missing, and a part of the order has left.' });
    expect(types(partly)).toEqual(['order.needs-attention']);
  });

  test('needs attention when a parcel turns out to have left before it was called back', () => {
    const decision = afterAll([...processingTwo, short(2), parcel('cancel-refused', 3, 'pcl_2')]);
    expect(decision.state).toMatchObject({ stage: 'PROCESSING', reason: null });
    expect(types(decision)).toEqual(['order.cancel-refused', 'order.needs-attention']);
  });

  describe('needs attention until people have given money back', () => {
    const refusal = 'Goods are missing, and a part of the order could not be called back.';
    const known = 'Goods are missing, and a part of the order has left.';

    test('when its only parcel had left, or was delivered, before it was called back', () => {
      const left = afterAll([...processing, short(2), parcel('left', 1), parcel('cancel-refused', 2)]);
      expect(left.state).toMatchObject({ stage: 'SHIPPED', attention: refusal });
      expect(types(left)).toEqual(['order.cancel-refused', 'order.shipped', 'order.needs-attention']);
      const delivered = afterAll([...processing, short(2), parcel('delivered', 2), parcel('cancel-refused', 3)]);
      expect(delivered.state).toMatchObject({ stage: 'DELIVERED', attention: refusal });
    });

    test('though the last parcel leaves and all are delivered meanwhile', () => {
      const shipped = [...processingTwo, parcel('left', 1, 'pcl_2'), short(2), parcel('left', 2, 'pcl_1')] as const;
      expect(afterAll(shipped).state).toMatchObject({ stage: 'SHIPPED', attention: known });
      const delivered = [...shipped, parcel('delivered', 3, 'pcl_2'), parcel('delivered', 4, 'pcl_1')] as const;
      expect(afterAll(delivered).state).toMatchObject({ stage: 'DELIVERED', attention: known });
      expect(afterAll([...delivered, refunded(3, 1_000)]).state.attention).toBeNull();
    });

    test('and asks for it again when the rest is not sent for days, whatever was given back', () => {
      const partly = [...processingTwo, parcel('left', 1, 'pcl_2'), short(2)] as const;
      const late = [4_321, deadline('patience')] as const;
      const stuck = 'It takes longer than it should.';
      expect(afterAll([...partly, refunded(3, 1_000)]).state).toMatchObject({ attention: null, deadlines: { patience: expect.any(String) } });
      expect(afterAll([...partly, late, refunded(3, 1_000)]).state.attention).toBe(stuck);
      const rested = [...partly, refunded(3, 1_000), late] as const;
      expect(afterAll(rested).state.attention).toBe(stuck);
      expect(afterAll([...rested, parcel('left', 2, 'pcl_1')]).state).toMatchObject({ stage: 'SHIPPED', attention: null });
    });

    test('when the shortage is heard of after the parcels have left, or have arrived', () => {
      const left = afterAll([...processing, parcel('left', 1), short(2)]);
      expect(left.state).toMatchObject({ stage: 'SHIPPED', attention: known });
      expect(types(left)).toEqual(['order.needs-attention']);
      expect(afterAll([...processing, parcel('delivered', 2), short(2)]).state).toMatchObject({ stage: 'DELIVERED', attention: known });
    });

    test('and no longer when all comes back, and all the money with it', () => {
      const returned = [
        ...processingTwo,
        parcel('left', 1, 'pcl_2'),
        short(2),
        parcel('returned', 2, 'pcl_1'),
        parcel('returned', 3, 'pcl_2'),
      ] as const;
      expect(afterAll(returned).state).toMatchObject({ stage: 'CANCELED', attention: null });
    });
  });
});

describe('canceling', () => {
  test('takes effect at once until the order is paid, and names who asked for it', () => {
    expect(afterAll([cancel()])).toMatchObject({ verdict: 'applied', state: { stage: 'CANCELED', reason: 'CUSTOMER' } });
    expect(afterAll([allocated(), authorized(), cancel('STAFF')])).toMatchObject({ state: { stage: 'CANCELED', reason: 'STAFF' } });
  });

  test('calls the parcels back once they are being packed, and waits for the answer', () => {
    const asked = afterAll([...processingTwo, cancel()]);
    expect(asked.state).toMatchObject({ stage: 'CANCELING', reason: 'CUSTOMER' });
    expect(asked.announcements).toEqual([{ type: 'order.cancel-requested', sequence: 4, parcelIds: ['pcl_1', 'pcl_2'] }]);
    expect(afterAll([...processingTwo, cancel(), parcel('canceled', 1, 'pcl_1')]).state.stage).toBe('CANCELING');
    const granted = afterAll([...processingTwo, cancel(), parcel('canceled', 1, 'pcl_1'), parcel('canceled', 2, 'pcl_2')]);
    expect(granted.announcements).toMatchObject([{ type: 'order.canceled', reason: 'CUSTOMER', goods: 'on-shelf' }]);
  });

  test('is refused by the carrier that has the parcel: the order goes on as its parcels say', () => {
    expect(types(afterAll([...processing, cancel(), parcel('cancel-refused', 2)]))).toEqual(['order.cancel-refused']);
    expect(types(afterAll([...processing, cancel(), parcel('left', 1), parcel('cancel-refused', 2)]))).toEqual([
      'order.cancel-refused',
      'order.shipped',
    ]);
    expect(afterAll([...processing, cancel(), parcel('delivered', 2), parcel('cancel-refused', 3)]).state).toMatchObject({
      stage: 'DELIVERED',
      reason: null,
    });
    expect(afterAll([...processing, cancel(), parcel('returned', 2), parcel('cancel-refused', 3)]).state).toMatchObject({
      stage: 'CANCELED',
      reason: 'UNDELIVERABLE',
    });
  });

  test('is refused with WRONG_STATE once a parcel has left', () => {
    expect(afterAll([...processingTwo, parcel('left', 1), cancel()]).verdict).toBe('refused');
    expect(afterAll([...processing, parcel('left', 1), cancel()]).verdict).toBe('refused');
    expect(afterAll([...processing, parcel('delivered', 2), cancel()]).verdict).toBe('refused');
  });

  test('changes nothing when it is asked for again', () => {
    expect(afterAll([cancel(), cancel()]).verdict).toBe('unchanged');
    expect(afterAll([...processing, cancel(), cancel('STAFF')])).toMatchObject({ verdict: 'unchanged', state: { reason: 'CUSTOMER' } });
  });
});

describe('an order whose parcels come back', () => {
  test('is canceled as undeliverable, and says that the goods had left', () => {
    const decision = afterAll([...processing, parcel('left', 1), parcel('returned', 2)]);
    expect(decision.announcements).toMatchObject([{ type: 'order.canceled', reason: 'UNDELIVERABLE', goods: 'left' }]);
  });

  test('counts as delivered when a part of it was, and people are told', () => {
    const decision = afterAll([...processingTwo, parcel('returned', 2, 'pcl_1'), parcel('delivered', 4, 'pcl_2')]);
    expect(decision.state.stage).toBe('DELIVERED');
    expect(types(decision)).toEqual(['order.shipped', 'order.delivered', 'order.needs-attention']);
    const refund = afterAll([...processingTwo, parcel('returned', 2, 'pcl_1'), parcel('delivered', 4, 'pcl_2'), refunded(5, 2_500)]);
    expect(refund.state.attention).toBeNull();
  });

  test('says each time that nobody was met', () => {
    const tried = [...processing, parcel('left', 1), parcel('failed', 2)];
    expect(types(afterAll(tried))).toEqual(['order.delivery-failed']);
    expect(types(afterAll([...tried, parcel('left', 3), parcel('failed', 4)]))).toEqual(['order.delivery-failed']);
  });
});

describe('a canceled order', () => {
  test('is settled when payment and stock have come back', () => {
    expect(isEnded(afterAll([allocated(), authorized(), cancel()]).state)).toBe(false);
    expect(isEnded(afterAll([allocated(), authorized(), cancel(), released(2)]).state)).toBe(false);
    expect(isEnded(afterAll([allocated(), authorized(), cancel(), released(2), voided(2)]).state)).toBe(true);
  });

  test('is settled when the money is refunded to the last cent and the parcels are back', () => {
    const returned = [...processing, parcel('left', 1), parcel('returned', 2)];
    expect(isEnded(afterAll([...returned, refunded(3, 4_999)]).state)).toBe(false);
    expect(isEnded(afterAll([...returned, refunded(4, 5_000)]).state)).toBe(true);
  });

  test('calls for people when a parcel of it leaves all the same', () => {
    const decision = afterAll([...processing, cancel(), parcel('canceled', 1), parcel('left', 2)]);
    expect(decision.state.attention).toBe('A parcel of a canceled order left.');
  });
});
