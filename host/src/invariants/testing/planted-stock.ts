import { life, type Planted, planted } from './planted.ts';

const level = 'var_1 on shf_1';

export const plantedInStock: readonly Planted[] = [
  planted('a unit that nobody received', 'stock is accounted for', level, 'warehouse', 'UPDATE stock_level SET on_hand = 9'),
  planted('a level without a ledger', 'stock is accounted for', level, 'warehouse', 'DELETE FROM stock_movement'),
  planted('a ledger without a level', 'stock is accounted for', level, 'warehouse', 'DELETE FROM stock_level'),
  planted('an allocation that the ledger does not know', 'allocations are accounted for', level, 'warehouse', 'UPDATE stock_level SET allocated = 1'),
  planted('more allocated than there is', 'nothing is oversold', level, 'warehouse', 'UPDATE stock_level SET allocated = 9'),
  planted('less than nothing allocated', 'nothing is oversold', level, 'warehouse', 'UPDATE stock_level SET allocated = -1'),
  planted('units that are held and not allocated', 'levels know what orders hold', level, 'warehouse', `UPDATE allocation SET status = 'HELD'`),
  planted(
    'goods held for a parcel that left',
    'allocations follow the life of the goods',
    'ord_1',
    'warehouse',
    `UPDATE allocation SET status = 'HELD'`,
  ),
  planted(
    'goods shipped in a parcel that is packed',
    'allocations follow the life of the goods',
    'ord_1',
    'warehouse',
    `UPDATE order_case SET ${life('parcels,pcl_1,status', 'PACKED')}`,
  ),
  planted('a pick task that is open though packed', 'pick tasks follow their parcels', 'pcl_1', 'warehouse', `UPDATE pick_task SET status = 'OPEN'`),
  planted(
    'goods that left twice',
    'goods leave once and come back once',
    'ord_1',
    'warehouse',
    `INSERT INTO stock_movement SELECT 'mov_again', kind, variant_id, shelf_id, warehouse_id, quantity, reason, reference, actor_id, occurred_at
     FROM stock_movement WHERE kind = 'SHIP'`,
  ),
  planted(
    'goods that came back and are not booked in',
    'goods leave once and come back once',
    'ord_1',
    'warehouse',
    `UPDATE order_case SET ${life('parcels,pcl_1,status', 'RETURNED')}`,
  ),
  planted(
    'goods held for a delivered order',
    'stock is held while the order is alive and not shipped',
    'ord_1',
    'warehouse',
    `UPDATE allocation SET status = 'HELD'`,
  ),
  planted(
    'goods shipped for an order whose parcel is here',
    'stock is held while the order is alive and not shipped',
    'ord_1',
    'orders',
    `UPDATE "order" SET ${life('parcels,pcl_1,status', 'READY')}`,
  ),
  planted('a unit less than ordered', 'an order’s goods are complete', 'ord_1', 'warehouse', 'UPDATE allocation SET quantity = 1'),
  planted(
    'goods let go of though the order goes on',
    'an order’s goods are complete',
    'ord_1',
    'warehouse',
    `UPDATE allocation SET status = 'RELEASED'`,
  ),
  planted('goods for an order that nobody placed', 'stock is held for orders', 'ord_1', 'orders', 'DELETE FROM "order"'),
];
