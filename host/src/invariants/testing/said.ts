import { consumers } from '../consumers.ts';
import { type SubgraphDatabase, subgraphDatabases } from '../snapshots.ts';
import type { World } from './world.ts';

/** Puts published events of `ord_1` into an outbox, numbered from 1, and into the inboxes of all who listen. */
export async function said({ insert }: Pick<World, 'insert'>, publisher: SubgraphDatabase, types: readonly string[], at: Date): Promise<void> {
  for (const [place, type] of types.entries()) {
    const event = { id: `${type} ${place + 1}`, type, subject: 'ord_1', sequence: place + 1 };
    await insert(publisher, 'messaging.outbox', { topic: `micromart.${publisher}.v1`, event, created_at: at, published_at: at });
    for (const consumer of subgraphDatabases) {
      if (consumers[consumer].includes(type)) await insert(consumer, 'messaging.inbox', { event_id: event.id, handled_at: at });
    }
  }
}
