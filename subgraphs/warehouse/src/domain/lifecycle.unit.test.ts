import { describe, expect, test } from '@jest/globals';
import { type Decision, decide } from './decide.ts';
import type { FloorType, Heard, Input } from './inputs.ts';
import { emptyCase } from './stock-case.ts';

const heard = (type: Heard['type'], data: object = {}): Heard => ({ type, data }) as unknown as Heard;
const placed = heard('order.placed');
const canceled = heard('order.canceled', { goods: 'on-shelf' });
const canceledAfterLeaving = heard('order.canceled', { goods: 'left' });
const requested = heard('shipment.requested', {
  parcels: [
    { parcelId: 'pcl_1', warehouseId: 'whs_1' },
    { parcelId: 'pcl_2', warehouseId: 'whs_2' },
  ],
});
const left = (parcelId = 'pcl_1'): Heard => heard('shipment.left', { parcelId });
const returned = (parcelId = 'pcl_1'): Heard => heard('shipment.returned', { parcelId });
const floor = (type: FloorType, parcelId = 'pcl_1'): Input => ({ type, parcelId });
const held: Input[] = [placed, { type: 'shelves.allocated' }];
const picking: Input[] = [...held, requested];
const packed: Input[] = [...picking, floor('parcel.pack')];

const afterAll = (...inputs: Input[]): Decision =>
  inputs.reduce<Decision>((decision, input) => decide(decision.state, input), {
    verdict: 'unchanged',
    state: emptyCase,
    announcements: [],
    commands: [],
  });
const outcome = (...inputs: Input[]) => {
  const { announcements, commands } = afterAll(...inputs);
  return [...announcements.map(({ type }) => type), ...commands.map(({ kind }) => `${kind}!`)];
};

describe('the goods of an order', () => {
  test('are looked for when it is placed, and held all or not at all', () => {
    expect(outcome(placed)).toEqual(['allocate!']);
    expect(outcome(...held)).toEqual(['stock.allocated']);
    expect(outcome(placed, { type: 'shelves.lacking' })).toEqual(['stock.rejected']);
  });

  test('are never held when its cancel was heard first', () => {
    expect(outcome(canceled)).toEqual(['stock.released']);
    expect(outcome(canceled, placed)).toEqual(['stock.released']);
    expect(afterAll(canceled, placed, requested).verdict).toBe('unchanged');
  });

  test('are released when it is canceled, and its pick tasks with them', () => {
    expect(outcome(...held, canceled)).toEqual(['stock.released', 'release!']);
    expect(outcome(...picking, canceled)).toEqual(['stock.released', 'release!', 'cancel-pick-tasks!']);
    expect(afterAll(...packed, canceled).state.parcels['pcl_1']?.status).toBe('RELEASED');
  });

  test('stay booked as gone when it is canceled on their way: the return brings them in', () => {
    const gone = [...packed, left(), canceledAfterLeaving];
    expect(outcome(...gone)).toEqual([]);
    expect(outcome(...gone, returned())).toEqual(['return!']);
  });

  test('are reported again to whoever asks again', () => {
    expect(outcome(...held, placed)).toEqual(['stock.allocated']);
    expect(outcome(placed, { type: 'shelves.lacking' }, placed)).toEqual(['stock.rejected']);
    expect(outcome(...held, canceled, canceled)).toEqual(['stock.released']);
  });
});

describe('a parcel', () => {
  test('is picked once it is asked for, and its pick tasks are made once', () => {
    expect(outcome(...picking)).toEqual(['create-pick-tasks!']);
    expect(outcome(...picking, requested)).toEqual(['pick.opened', 'pick.opened']);
    expect(outcome(...picking, floor('pick.start'))).toEqual(['pick.started']);
    expect(outcome(...picking, floor('pick.start'), floor('parcel.pack'))).toEqual(['parcel.packed']);
  });

  test('is told of again, one by one, when it is asked for again', () => {
    expect(afterAll(...packed, floor('pick.start', 'pcl_2'), requested).announcements).toEqual([
      { type: 'parcel.packed', sequence: 4, parcelId: 'pcl_1' },
      { type: 'pick.started', sequence: 5, parcelId: 'pcl_2' },
    ]);
  });

  test('leaves the books when its carrier takes it, once', () => {
    expect(outcome(...packed, left())).toEqual(['ship!']);
    expect(afterAll(...packed, left(), left()).verdict).toBe('unchanged');
    expect(afterAll(...packed, left()).commands).toEqual([{ kind: 'ship', parcelId: 'pcl_1' }]);
  });

  test('comes back on the books when it returns, also when that was heard before it left', () => {
    expect(outcome(...packed, left(), returned())).toEqual(['return!']);
    expect(outcome(...packed, returned())).toEqual([]);
    expect(outcome(...packed, returned(), left())).toEqual(['ship!', 'return!']);
    expect(afterAll(...packed, left(), returned(), returned()).verdict).toBe('unchanged');
  });

  test('of which too little is found is reported short, and the floor goes on', () => {
    expect(outcome(...picking, floor('pick.short'))).toEqual(['stock.short']);
    expect(afterAll(...picking, floor('pick.short')).state.parcels['pcl_1']?.status).toBe('OPEN');
  });

  test('of a canceled order is neither picked nor packed', () => {
    expect(afterAll(...picking, canceled, floor('pick.start')).verdict).toBe('refused');
    expect(afterAll(...picking, canceled, floor('parcel.pack')).verdict).toBe('refused');
  });

  test('cannot leave when its goods were released, or when nobody knows it', () => {
    expect(afterAll(...packed, canceled, left()).verdict).toBe('impossible');
    expect(afterAll(...held, left()).verdict).toBe('impossible');
    expect(afterAll(...picking, floor('parcel.pack', 'pcl_3')).verdict).toBe('refused');
  });
});
