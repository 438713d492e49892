import { alwaysIn } from './invariant.ts';

/** What the ledger comes to, by variant and shelf. */
const LEDGER = `
  SELECT variant_id, shelf_id,
    coalesce(sum(quantity) FILTER (WHERE kind IN ('RECEIVE', 'ADJUST', 'MOVE_IN', 'MOVE_OUT', 'RETURN', 'SHIP')), 0) AS on_hand,
    coalesce(sum(quantity) FILTER (WHERE kind IN ('ALLOCATE', 'RELEASE', 'SHIP')), 0) AS allocated
  FROM stock_movement GROUP BY variant_id, shelf_id`;

const beside = (sums: string, differs: string, says: string): string => `
  SELECT coalesce(level.variant_id, sums.variant_id) || ' on ' || coalesce(level.shelf_id, sums.shelf_id) AS subject, ${says} AS says
  FROM stock_level level FULL JOIN (${sums}) sums ON sums.variant_id = level.variant_id AND sums.shelf_id = level.shelf_id WHERE ${differs}`;

/** What the order's case says of the parcel that an allocation is in. */
const ALLOCATIONS = `
  SELECT a.*, c.lifecycle ->> 'status' AS goods, c.lifecycle -> 'parcels' -> a.pick_task_id ->> 'status' AS parcel
  FROM allocation a JOIN order_case c ON c.order_id = a.order_id`;

const movedFor = (kind: string): string =>
  `(SELECT coalesce(sum(abs(quantity)), 0) FROM stock_movement WHERE kind = '${kind}' AND reference IN (c.order_id, c.order_number))`;

export const warehouse = alwaysIn('warehouse', [
  [
    'stock is accounted for',
    'On hand is what was received, adjusted, moved and returned less what was shipped, for every variant and shelf.',
    beside(
      LEDGER,
      'coalesce(level.on_hand, 0) <> coalesce(sums.on_hand, 0)',
      `'on hand ' || coalesce(level.on_hand, 0) || ', but the ledger comes to ' || coalesce(sums.on_hand, 0)`,
    ),
  ],
  [
    'allocations are accounted for',
    'Allocated is what the ledger allocated less what it released and shipped.',
    beside(
      LEDGER,
      'coalesce(level.allocated, 0) <> coalesce(sums.allocated, 0)',
      `'allocated ' || coalesce(level.allocated, 0) || ', but the ledger comes to ' || coalesce(sums.allocated, 0)`,
    ),
  ],
  [
    'nothing is oversold',
    'No level has more allocated than on hand, or less than nothing.',
    `SELECT variant_id || ' on ' || shelf_id AS subject, 'allocated ' || allocated || ' of ' || on_hand || ' on hand' AS says
     FROM stock_level WHERE allocated < 0 OR allocated > on_hand`,
  ],
  [
    'levels know what orders hold',
    'Allocated is the sum of the allocations that are held.',
    beside(
      `SELECT variant_id, shelf_id, sum(quantity) AS held FROM allocation WHERE status = 'HELD' GROUP BY variant_id, shelf_id`,
      'coalesce(level.allocated, 0) <> coalesce(sums.held, 0)',
      `'allocated ' || coalesce(level.allocated, 0) || ', but orders hold ' || coalesce(sums.held, 0)`,
    ),
  ],
  [
    'allocations follow the life of the goods',
    'An order that got nothing or gave back holds nothing, and a parcel’s goods are held until it leaves and shipped from then on.',
    `SELECT order_id AS subject, quantity || ' of ' || sku || ' ' || status || ' while the goods are ' || goods || coalesce(', the parcel ' || parcel, '') AS says
     FROM (${ALLOCATIONS}) a
     WHERE (status = 'HELD' AND (goods <> 'HELD' OR parcel IN ('SHIPPED', 'RETURNED', 'RELEASED')))
        OR (status = 'SHIPPED' AND (parcel IS NULL OR parcel NOT IN ('SHIPPED', 'RETURNED')))`,
  ],
  [
    'pick tasks follow their parcels',
    'A pick task is shown as its parcel stands.',
    `SELECT t.id AS subject, t.status || ' while the parcel is ' || coalesce(p.status, 'unknown') AS says
     FROM pick_task t JOIN order_case c ON c.order_id = t.order_id
     CROSS JOIN LATERAL (SELECT c.lifecycle -> 'parcels' -> t.id ->> 'status' AS status) p
     WHERE NOT coalesce(CASE p.status
       WHEN 'OPEN' THEN t.status = 'OPEN' WHEN 'PICKING' THEN t.status IN ('PICKING', 'PICKED')
       WHEN 'RELEASED' THEN t.status = 'CANCELED' ELSE t.status = 'PACKED' END, false)`,
  ],
  [
    'goods leave once and come back once',
    'The ledger shipped what an order’s allocations say was shipped, and took back what its returned parcels held.',
    `SELECT c.order_id AS subject, 'shipped ' || goods.shipped || ', in the ledger ' || ledger.shipped || '; returned ' || goods.returned || ', in the ledger '
         || ledger.returned AS says
     FROM order_case c
     CROSS JOIN LATERAL (SELECT ${movedFor('SHIP')} AS shipped, ${movedFor('RETURN')} AS returned) ledger
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(a.quantity), 0) AS shipped, coalesce(sum(a.quantity) FILTER (WHERE a.parcel = 'RETURNED'), 0) AS returned
       FROM (${ALLOCATIONS}) a WHERE a.order_id = c.order_id AND a.status = 'SHIPPED') goods
     WHERE goods.shipped <> ledger.shipped OR goods.returned <> ledger.returned`,
  ],
]);
