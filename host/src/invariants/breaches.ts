import { setTimeout as passing } from 'node:timers/promises';
import type { Stores } from '../running/stores.ts';
import { carts } from './carts.ts';
import { deadlines } from './deadlines.ts';
import { inboxes } from './inboxes.ts';
import type { Breach, Invariant } from './invariant.ts';

import { messaging } from './messaging.ts';
import { money } from './money.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { parcels } from './parcels.ts';
import { carriersBooks } from './carriers-books.ts';
import { payments } from './payments.ts';
import { reservations } from './reservations.ts';
import { shipments } from './shipments.ts';
import { type ShopView, withView } from './shop-view.ts';
import { warehouse } from './warehouse.ts';

export type { Breach } from './invariant.ts';

/** All that must always hold. */
export const invariants: readonly Invariant[] = [
  ...[...warehouse, ...orders, ...deadlines, ...payments, ...shipments, ...notifications],
  ...[...money, ...reservations, ...parcels, ...carriersBooks, ...carts],
  ...[...messaging, ...inboxes],
];

export interface Looking {
  /** Seconds that things are given to settle; 60 when left out. */
  readonly settledFor?: number;
  /** Seconds between two looks at what may only have been seen half-way; 2 when left out. */
  readonly secondLook?: number;
}

/**
 * Every breach that the shop's stores show: the databases, those of provider and carriers among them, and Redis with the bus. Nothing is
 * written, and no service is asked. What needs time counts only when a second look shows it too.
 */
export async function breaches(stores: Stores, { settledFor = 60, secondLook = 2 }: Looking = {}): Promise<readonly Breach[]> {
  const seen = await withView(stores, settledFor, async shop => ({
    certain: await breachesOf(shop, 'always'),
    suspected: await breachesOf(shop, 'once settled'),
  }));
  if (seen.suspected.length === 0) return seen.certain;
  if (stores.isRunning) await passing(secondLook * 1_000);
  const again = new Set(await withView(stores, settledFor, async shop => (await breachesOf(shop, 'once settled')).map(nameOf)));
  return [...seen.certain, ...seen.suspected.filter(breach => again.has(nameOf(breach)))];
}

const nameOf = ({ invariant, subject }: Breach): string => JSON.stringify([invariant, subject]);

async function breachesOf(shop: ShopView, holds: Invariant['holds']): Promise<readonly Breach[]> {
  const found: Breach[] = [];
  for (const { name, findings } of invariants.filter(invariant => invariant.holds === holds)) {
    for (const { subject, says } of await findings(shop)) found.push({ invariant: name, subject, says });
  }
  return found;
}
