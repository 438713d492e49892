import { describe, expect, test } from '@jest/globals';
import { type Decision, decide } from './decide.ts';
import type { CarrierInputType, Heard, Input } from './inputs.ts';
import { emptyCase } from './shipment-case.ts';

const heard = (type: Heard['type'], data: object = {}): Heard => ({ type, data }) as unknown as Heard;
const requestedOne = heard('shipment.requested', { parcels: [{ parcelId: 'pcl_1' }] });
const requested = heard('shipment.requested', { parcels: [{ parcelId: 'pcl_1' }, { parcelId: 'pcl_2' }] });
const cancelRequested = heard('order.cancel-requested', { parcelIds: ['pcl_1', 'pcl_2'] });
const canceled = heard('order.canceled');
const packed = (parcelId = 'pcl_1'): Heard => heard('parcel.packed', { parcelId });
const carrier = (what: 'chosen' | 'dropped' | 'left' | 'delivered' | 'failed' | 'returned', parcelId = 'pcl_1'): Input => ({
  type: `carrier.${what}` satisfies CarrierInputType,
  parcelId,
});
const ready: Input[] = [requestedOne, carrier('chosen'), packed()];

const afterAll = (...inputs: Input[]): Decision =>
  inputs.reduce<Decision>((decision, input) => decide(decision.state, input), {
    verdict: 'unchanged',
    state: emptyCase,
    announcements: [],
    commands: [],
  });
const outcome = (...inputs: Input[]) => {
  const { announcements, commands } = afterAll(...inputs);
  return [...announcements.map(({ type, parcelId }) => `${type} ${parcelId}`), ...commands.map(({ kind, parcelId }) => `${kind}! ${parcelId}`)];
};

describe('a parcel that goes well', () => {
  test('has its carrier sought, is fetched when it is packed, and is told of on its way', () => {
    expect(outcome(requested)).toEqual(['seek-carrier! pcl_1', 'seek-carrier! pcl_2']);
    expect(outcome(requestedOne, carrier('chosen'))).toEqual(['shipment.created pcl_1']);
    expect(outcome(...ready)).toEqual(['shipment.ready pcl_1', 'book-pickup! pcl_1']);
    expect(outcome(...ready, carrier('left'))).toEqual(['shipment.left pcl_1']);
    expect(outcome(...ready, carrier('left'), carrier('delivered'))).toEqual(['shipment.delivered pcl_1']);
  });

  test('may be packed before its carrier is found, or before it is asked for', () => {
    const both = ['shipment.created pcl_1', 'shipment.ready pcl_1', 'book-pickup! pcl_1'];
    expect(outcome(requestedOne, packed(), carrier('chosen'))).toEqual(both);
    expect(outcome(packed(), requestedOne, carrier('chosen'))).toEqual(both);
  });

  test('has left, whatever the first news of it is', () => {
    expect(outcome(...ready, carrier('delivered'))).toEqual(['shipment.left pcl_1', 'shipment.delivered pcl_1']);
    expect(outcome(...ready, carrier('returned'))).toEqual(['shipment.left pcl_1', 'shipment.returned pcl_1']);
    expect(outcome(...ready, carrier('left'), carrier('failed'), carrier('left'))).toEqual(['shipment.left pcl_1']);
  });

  test('stays where it ended, whatever comes later', () => {
    expect(afterAll(...ready, carrier('delivered'), carrier('left')).verdict).toBe('unchanged');
    expect(afterAll(...ready, carrier('returned'), carrier('delivered')).verdict).toBe('unchanged');
  });
});

describe('another carrier', () => {
  test('is sought when the chosen one gives the parcel back, and then fetches what is packed', () => {
    expect(outcome(...ready, carrier('dropped'))).toEqual(['seek-carrier! pcl_1']);
    expect(outcome(...ready, carrier('dropped'), carrier('chosen'))).toEqual([
      'shipment.created pcl_1',
      'shipment.ready pcl_1',
      'book-pickup! pcl_1',
    ]);
  });

  test('may be given the parcel by staff until it has left', () => {
    const reassign: Input = { type: 'reassign', parcelId: 'pcl_1' };
    expect(outcome(...ready, reassign)).toEqual(['shipment.ready pcl_1', 'cancel-with-carrier! pcl_1']);
    expect(afterAll(...ready, carrier('left'), reassign).verdict).toBe('refused');
    expect(afterAll(...ready, canceled, reassign).verdict).toBe('refused');
  });
});

describe('calling an order back', () => {
  test('cancels all its parcels when none has left, with their carriers too', () => {
    expect(outcome(requested, carrier('chosen'), cancelRequested)).toEqual([
      'shipment.canceled pcl_1',
      'shipment.canceled pcl_2',
      'cancel-with-carrier! pcl_1',
    ]);
  });

  test('is refused as a whole when one parcel has left', () => {
    const oneLeft = [requested, carrier('chosen'), carrier('chosen', 'pcl_2'), packed('pcl_2'), carrier('left', 'pcl_2')];
    expect(outcome(...oneLeft, cancelRequested)).toEqual(['shipment.cancel-refused pcl_2']);
    expect(afterAll(...oneLeft, cancelRequested).state).toMatchObject({ closing: false, parcels: { pcl_1: { status: 'CREATED' } } });
  });

  test('is answered before the parcels were asked for, and then nothing is begun', () => {
    expect(outcome(cancelRequested)).toEqual(['shipment.canceled pcl_1', 'shipment.canceled pcl_2']);
    expect(afterAll(cancelRequested, requested).verdict).toBe('unchanged');
    expect(afterAll(cancelRequested, packed()).commands).toEqual([]);
    expect(outcome(canceled, requested)).toEqual([]);
  });

  test('is answered the same when it is asked for again', () => {
    expect(outcome(requested, cancelRequested, cancelRequested)).toEqual(['shipment.canceled pcl_1', 'shipment.canceled pcl_2']);
    expect(outcome(...ready, carrier('left'), cancelRequested, cancelRequested)).toEqual(['shipment.cancel-refused pcl_1']);
  });

  test('needs no answer when the order is canceled already', () => {
    expect(outcome(...ready, canceled)).toEqual(['cancel-with-carrier! pcl_1']);
    expect(afterAll(...ready, canceled).state.parcels['pcl_1']?.status).toBe('CANCELED');
  });

  test('sends home a carrier that is chosen too late, and raises an alarm when one has the parcel all the same', () => {
    expect(outcome(requestedOne, canceled, carrier('chosen'))).toEqual(['cancel-with-carrier! pcl_1']);
    expect(outcome(...ready, canceled, carrier('left'))).toEqual(['alarm! pcl_1']);
    expect(afterAll(...ready, canceled, carrier('left')).state.parcels['pcl_1']?.status).toBe('CANCELED');
  });
});

describe('asking for the same parcels again', () => {
  test('is answered with how each of them stands, and carriers are asked again for those that have none', () => {
    expect(outcome(requested, carrier('chosen'), packed(), requested)).toEqual(['shipment.ready pcl_1', 'seek-carrier! pcl_2']);
    expect(outcome(...ready, carrier('left'), requestedOne)).toEqual(['shipment.left pcl_1']);
  });

  test('numbers its announcements on', () => {
    expect(afterAll(...ready, carrier('delivered')).announcements.map(({ sequence }) => sequence)).toEqual([3, 4]);
  });
});

test('news of a parcel that nobody asked for cannot be', () => {
  expect(afterAll(carrier('left')).verdict).toBe('impossible');
  expect(afterAll(requestedOne, packed('pcl_9')).verdict).toBe('impossible');
});
