import { listRedisDeadLetters } from '@micromart/messaging';
import { waitingOnBus } from './bus-waiting.ts';
import type { Finding, Invariant, Listing } from './invariant.ts';
import { type ShopView, subgraphDatabases } from './shop-view.ts';

/** The same statement on every subgraph's database. */
const everywhere = async (shop: ShopView, listing: Listing, values: readonly unknown[] = []): Promise<readonly Finding[]> => {
  const found = await Promise.all(
    subgraphDatabases.map(async name =>
      (await shop.rows<Finding>(name, listing, values)).map(({ subject, says }) => ({ subject: `${name} ${subject}`, says })),
    ),
  );
  return found.flat();
};

/** The counters that cases number their events by. */
const CASES = { orders: `"order"`, payments: 'payment_case', warehouse: 'order_case', shipments: 'order_case' } as const;

export const messaging: readonly Invariant[] = [
  {
    name: 'what is said is published',
    says: 'No event waits in an outbox.',
    holds: 'once settled',
    findings: shop =>
      everywhere(
        shop,
        `SELECT event ->> 'id' AS subject, (event ->> 'type') || ' of ' || (event ->> 'subject') || ' waits since ' || created_at AS says
         FROM messaging.outbox WHERE published_at IS NULL AND created_at < $1`,
        [shop.before],
      ),
  },
  {
    name: 'numbers grow',
    says: 'The events of a publisher and a subject are numbered in the order in which they were written, and none has another’s number.',
    holds: 'always',
    findings: shop =>
      everywhere(
        shop,
        `SELECT subject, type || ' has number ' || sequence || ' after ' || before AS says FROM (
           SELECT event ->> 'subject' AS subject, event ->> 'type' AS type, (event ->> 'sequence')::int AS sequence,
             lag((event ->> 'sequence')::int) OVER (PARTITION BY event ->> 'subject' ORDER BY id) AS before
           FROM messaging.outbox) numbered WHERE sequence <= before`,
      ),
  },
  {
    name: 'what happened was said',
    says: 'The newest event of an order has the number that its publisher counts by, as long as events are kept.',
    holds: 'always',
    async findings(shop) {
      const found = await Promise.all(
        Object.entries(CASES).map(([name, table]) =>
          shop.rows<Finding>(
            name as keyof typeof CASES,
            `SELECT '${name} ' || ${name === 'orders' ? 'c.id' : 'order_id'} AS subject,
               'counts ' || (lifecycle ->> 'sequence') || ' events, but the newest is number ' || newest AS says
             FROM ${table} c JOIN (SELECT event ->> 'subject' AS subject, max((event ->> 'sequence')::int) AS newest FROM messaging.outbox GROUP BY 1) o
               ON o.subject = ${name === 'orders' ? 'c.id' : 'order_id'}
             WHERE newest <> (lifecycle ->> 'sequence')::int`,
          ),
        ),
      );
      return found.flat();
    },
  },
  {
    name: 'what is due is done',
    says: 'No task is overdue, but for those that somebody is at.',
    holds: 'once settled',
    findings: shop =>
      everywhere(
        shop,
        `SELECT kind || ' ' || key AS subject, 'due at ' || due_at || ', ' || tries || ' tries' || coalesce(': ' || last_error, '') AS says
         FROM messaging.task WHERE due_at < $1 AND (leased_until IS NULL OR leased_until < $1)`,
        [shop.before],
      ),
  },
  {
    name: 'nothing is parked',
    says: 'There are no dead letters.',
    holds: 'always',
    async findings(shop) {
      const listing = `SELECT name || ' of ' || subject AS subject, reason || ': ' || error AS says FROM messaging.dead_letter`;
      const ofCarts = await listRedisDeadLetters(shop.redis, 'carts');
      return [
        ...(await everywhere(shop, listing)),
        ...ofCarts.map(({ name, subject, reason, error }) => ({ subject: `carts ${name} of ${subject}`, says: `${reason}: ${error}` })),
      ];
    },
  },
  {
    name: 'the bus is followed',
    says: 'No event waits on the bus for a consumer.',
    holds: 'once settled',
    async findings(shop) {
      const waiting = await waitingOnBus(shop, shop.before);
      return waiting.map(({ consumer, where, says }) => ({ subject: `${consumer} on ${where}`, says }));
    },
  },
];
