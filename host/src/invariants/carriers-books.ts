import { ordersById } from './facts.ts';
import type { Finding, Invariant } from './invariant.ts';
import type { ShopView } from './shop-view.ts';

/** A booking of ours, with how its parcel stands here. */
interface Booking {
  readonly key: string;
  readonly orderId: string;
  readonly trackingNumber: string | null;
  /** Whether it is the one that the parcel goes by. */
  readonly counts: boolean;
  readonly parcel: string;
  /** The ids of all news that we have of it. */
  readonly news: readonly string[];
}

/** What a carrier has of a parcel. */
interface Carried {
  readonly trackingNumber: string;
  readonly key: string;
  readonly status: string;
  readonly createdAt: Date;
  /** News that the shop was told, and took. */
  readonly told: readonly string[];
  readonly allTold: boolean;
}

const BOOKINGS = `
  SELECT b.key, s.order_id AS "orderId", b.tracking_number AS "trackingNumber", s.booking_key = b.key AND s.status <> 'CANCELED' AS counts, s.status AS parcel,
    ARRAY (SELECT carrier_event_id FROM tracking_event t WHERE t.booking_key = b.key) AS news
  FROM booking b JOIN shipment s ON s.id = b.shipment_id`;
const CARRIED = `
  SELECT p.tracking_number AS "trackingNumber", p.idempotency_key AS key, p.status, p.created_at AS "createdAt",
    ARRAY (SELECT carrier_event_id FROM news n WHERE n.tracking_number = p.tracking_number AND n.tellings = 0) AS told,
    NOT EXISTS (SELECT FROM news n WHERE n.tracking_number = p.tracking_number AND n.tellings > 0) AS "allTold"
  FROM parcel p`;

const onTheWay: ReadonlySet<string> = new Set(['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY']);
const stepOf = (status: string): string => (onTheWay.has(status) ? 'on its way' : status === 'BOOKED' || status === 'CREATED' ? 'waiting' : status);

interface Pair {
  readonly booking: Booking;
  readonly carried: Carried;
}

/** Bookings of settled orders beside what the carriers have of them. */
async function pairs(shop: ShopView): Promise<readonly Pair[]> {
  const carried = new Map((await shop.rows<Carried>('carriers', CARRIED)).map(parcel => [parcel.key, parcel]));
  const bookings = (await shop.rows<Booking>('shipments', BOOKINGS)).filter(({ orderId }) => shop.isSettled(orderId));
  return bookings.flatMap(booking => {
    const parcel = carried.get(booking.key);
    return parcel === undefined ? [] : [{ booking, carried: parcel }];
  });
}

/** News that staff recorded in the carrier's place puts us ahead of the carrier's books. */
function standsElsewhere({ booking, carried }: Pair): string | undefined {
  const fromStaff = booking.news.some(id => !carried.told.includes(id));
  if (!booking.counts || fromStaff || !carried.allTold) return undefined;
  const [here, there] = [stepOf(booking.parcel), stepOf(carried.status)];
  const notSaidYet = there === 'waiting' && here === 'READY';
  return here === there || notSaidYet ? undefined : `${booking.parcel} here, ${carried.status} in the carrier’s books`;
}

async function strangeParcels(shop: ShopView): Promise<readonly Finding[]> {
  const known = new Set((await shop.rows<Booking>('shipments', BOOKINGS)).map(({ key }) => key));
  const strange = (await shop.rows<Carried>('carriers', CARRIED)).filter(({ key, createdAt }) => createdAt < shop.settledBefore && !known.has(key));
  return strange.map(({ trackingNumber, key, status }) => ({ subject: trackingNumber, says: `${status} for ${key}, which is no booking of ours` }));
}

async function calledInVain(shop: ShopView): Promise<readonly Finding[]> {
  const orders = await ordersById(shop);
  return (await pairs(shop)).flatMap(({ booking, carried }) => {
    const stage = orders.get(booking.orderId)?.stage;
    const comes = carried.status === 'BOOKED' || carried.status === 'READY';
    const wanted = stage !== 'CANCELED' && stage !== 'DELIVERED' && booking.counts;
    return comes && !wanted
      ? [{ subject: booking.key, says: `the order is ${stage ?? 'unknown'}, the parcel ${booking.parcel}, and a carrier comes` }]
      : [];
  });
}

async function missingCarriers(shop: ShopView): Promise<readonly Finding[]> {
  const known = new Set((await pairs(shop)).map(({ booking }) => booking.key));
  const bookings = (await shop.rows<Booking>('shipments', BOOKINGS)).filter(({ orderId, counts }) => counts && shop.isSettled(orderId));
  return bookings
    .filter(({ key }) => !known.has(key))
    .map(({ key, parcel }) => ({ subject: key, says: `${parcel} here, and the carrier knows nothing of it` }));
}

const row = (name: string, says: string, findings: Invariant['findings']): Invariant => ({ name, says, holds: 'once settled', findings });

/** Parcels, by the carriers' own books. */
export const carriersBooks: readonly Invariant[] = [
  row('our parcels are where the carriers have them', 'A parcel stands here as in its carrier’s books, once the carrier has told us.', async shop =>
    (await pairs(shop)).flatMap(pair => {
      const says = standsElsewhere(pair);
      return says === undefined ? [] : [{ subject: pair.booking.key, says }];
    }),
  ),
  row('carriers’ news is noted', 'All news that a carrier told us is among the parcel’s tracking events.', async shop =>
    (await pairs(shop)).flatMap(({ booking, carried }) =>
      carried.told.filter(id => !booking.news.includes(id)).map(id => ({ subject: booking.key, says: `news ${id} was told and is not noted` })),
    ),
  ),
  row('a booked parcel is known to its carrier', 'Each booking that counts is in the carrier’s books.', missingCarriers),
  row('no parcel is strange to us', 'Each parcel in a carrier’s books is a booking that we wrote down before.', strangeParcels),
  row('no carrier is called in vain', 'No carrier is to come for a parcel of an order that ended, or that is not its own.', calledInVain),
];
