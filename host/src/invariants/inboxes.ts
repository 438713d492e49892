import { consumers } from './consumers.ts';
import type { Finding, Invariant } from './invariant.ts';
import { type ShopView, subgraphDatabases, type SubgraphDatabase } from './shop-view.ts';

interface Said {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}

/** Events of some types that were published, and had time to be heard. */
const published = async (shop: ShopView, types: readonly string[]): Promise<readonly Said[]> => {
  const text = `SELECT event ->> 'id' AS id, event ->> 'type' AS type, event ->> 'subject' AS subject
    FROM messaging.outbox WHERE published_at < $1 AND event ->> 'type' = ANY ($2)`;
  return (await Promise.all(subgraphDatabases.map(name => shop.rows<Said>(name, text, [shop.settledBefore, types])))).flat();
};

async function unheard(shop: ShopView, consumer: SubgraphDatabase, types: readonly string[]): Promise<readonly Finding[]> {
  if (types.length === 0) return [];
  const said = await published(shop, types);
  const missing = await shop.rows<{ id: string }>(
    consumer,
    'SELECT id FROM unnest($1::text[]) AS id WHERE NOT EXISTS (SELECT FROM messaging.inbox WHERE event_id = id)',
    [said.map(({ id }) => id)],
  );
  const ids = new Set(missing.map(({ id }) => id));
  return said
    .filter(({ id }) => ids.has(id))
    .map(({ id, type, subject }) => ({ subject: `${consumer} ${id}`, says: `has not heard ${type} of ${subject}` }));
}

export const inboxes: readonly Invariant[] = [
  {
    name: 'every event is heard once',
    says: 'Each published event that a consumer listens to is in its inbox, which takes each but once; what was parked is there too.',
    holds: 'once settled',
    async findings(shop) {
      const found = await Promise.all(subgraphDatabases.map(name => unheard(shop, name, consumers[name])));
      return found.flat();
    },
  },
];
