import { alwaysIn } from './invariant.ts';

/** Each parcel of a case, with its row. SOUGHT is shown as CREATED, LEFT as how far the carrier is. */
const PARCELS = `
  SELECT coalesce(l.id, s.id) AS id, l.status AS life, s.status AS shown, s.booking_key
  FROM (SELECT p.key AS id, p.value ->> 'status' AS status FROM order_case c, jsonb_each(c.lifecycle -> 'parcels') p) l
  FULL JOIN shipment s ON s.id = l.id`;

const TO_BE_DONE = `
  SELECT l.id AS key, 'seek carrier' AS kind, 'has no carrier' AS why FROM (${PARCELS}) l
    WHERE life = 'SOUGHT' AND NOT EXISTS (SELECT FROM booking b WHERE b.shipment_id = l.id AND b.status = 'ASKED')
  UNION ALL SELECT key, 'book carrier', 'waits for the carrier’s answer' FROM booking WHERE status = 'ASKED'
  UNION ALL SELECT key, 'call off carrier', 'is still to be called off' FROM booking WHERE status = 'LEFT_OPEN'`;

export const shipments = alwaysIn('shipments', [
  [
    'a parcel is shown as it stands',
    'Every parcel of a case has a row, and the row says where its life is.',
    `SELECT id AS subject, coalesce(shown, 'no row') || ' while its life says ' || coalesce(life, 'nothing') AS says FROM (${PARCELS}) p
     WHERE NOT coalesce(CASE life WHEN 'SOUGHT' THEN shown = 'CREATED'
       WHEN 'LEFT' THEN shown IN ('PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY') ELSE shown = life END, false)`,
  ],
  [
    'a parcel’s carrier is one that took it',
    'The booking that a living parcel names is booked.',
    `SELECT p.id AS subject, 'is with ' || p.booking_key || ', which is ' || coalesce(b.status, 'unknown') AS says
     FROM (${PARCELS}) p LEFT JOIN booking b ON b.key = p.booking_key
     WHERE p.booking_key IS NOT NULL AND p.life <> 'CANCELED' AND b.status IS DISTINCT FROM 'BOOKED'`,
  ],
  [
    'a canceled parcel is with no carrier',
    'No booking of a canceled parcel counts any more.',
    `SELECT p.id AS subject, b.key || ' is booked' AS says FROM (${PARCELS}) p JOIN booking b ON b.shipment_id = p.id
     WHERE p.life = 'CANCELED' AND b.status = 'BOOKED'`,
  ],
  [
    'what waits for a carrier is being tried',
    'Every parcel that is sought a carrier for, and every booking that is not answered or not called off, has a task.',
    `SELECT key AS subject, why || ', and nobody does it' AS says FROM (${TO_BE_DONE}) w
     WHERE NOT EXISTS (SELECT FROM messaging.task t WHERE t.key = w.key AND t.kind = w.kind)`,
  ],
]);
