import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { type Close, closeInTurn } from '@micromart/local/closing';
import type { Connection } from '@micromart/service';
import { Redis } from 'ioredis';
import { type Shop, startShop } from '../running/shop.ts';
import { silentSteps } from '../running/steps.ts';
import { type Asking, askingAs } from './asking.ts';
import { assortment } from './assortment.ts';
import { openingStock } from './opening-stock.ts';
import { seedOnce } from './seed-once.ts';
import { idsBySku } from './variant-ids.ts';

const closing: Close[] = [];
let shop: Shop;
let redis: Redis;
let ask: Asking;

beforeAll(async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-seed-'));
  closing.push(() => rm(directory, { recursive: true, force: true }));
  const [postgres, ownRedis] = await Promise.all([testPostgres(), testRedis()]);
  closing.push(postgres.stop, ownRedis.stop);
  const environment = { NODE_ENV: 'test', LOG_LEVEL: 'silent', MICROMART_DATA: directory, DATABASE_URL: postgres.url, REDIS_URL: ownRedis.url };
  shop = await startShop({ ...environment, GATEWAY_PORT: '0', IDENTITY_PORT: '0' }, silentSteps);
  closing.push(shop.stop);
  redis = new Redis(ownRedis.url);
  closing.push(() => redis.disconnect());
  ask = askingAs(shop.inside.connections, shop.inside.passports);
}, 120_000);

afterAll(() => closeInTurn(closing.toReversed()));

/** The way to a subgraph, until a question with that word in it is asked for the `count`th time. */
function cutOffAt(connection: Connection | undefined, word: string, count: number): Connection {
  if (connection === undefined) throw new Error('there is no such subgraph');
  let asked = 0;
  return {
    ...connection,
    async execute(request) {
      asked += request.query.includes(word) ? 1 : 0;
      if (asked >= count) throw new Error('killed');
      return connection.execute(request);
    },
  };
}

async function seedUntil(subgraph: 'shop' | 'warehouse', word: string, count: number): Promise<void> {
  const { connections } = shop.inside;
  const cut = new Map([...connections, [subgraph, cutOffAt(connections.get(subgraph), word, count)]]);
  await expect(seedOnce({ ...shop.inside, connections: cut })).rejects.toThrow('killed');
}

interface Level {
  readonly onHand: number;
}

/** Units on all shelves, by SKU. */
async function onHand(): Promise<Record<string, number>> {
  const ids = [...(await idsBySku(ask, assortment))];
  const of = ids.map(([, id]) => ({ __typename: 'ProductVariant', id }));
  const { _entities } = await ask<{ _entities: readonly { stockLevels: readonly Level[] }[] }>(
    'warehouse',
    'query Levels($of: [_Any!]!) { _entities(representations: $of) { ... on ProductVariant { stockLevels { onHand } } } }',
    { of },
  );
  return Object.fromEntries(ids.map(([sku], at) => [sku, (_entities[at]?.stockLevels ?? []).reduce((sum, level) => sum + level.onHand, 0)]));
}

const expected = (): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { sku, quantity } of openingStock(assortment)) sums[sku] = (sums[sku] ?? 0) + quantity;
  return sums;
};

const PRODUCTS =
  'query All { products(first: 100) { edges { node { id slug name version status inStock } } } categories { slug children { slug children { slug } } } }';
const RENAME =
  'mutation Rename($id: ID!, $version: Int!, $name: String!) { productUpdate(id: $id, expectedVersion: $version, input: { name: $name }) { userErrors { code message field } } }';
const ARCHIVE = 'mutation Archive($id: ID!) { productArchive(id: $id) { userErrors { code message field } } }';

interface Catalog {
  readonly products: { readonly edges: readonly { readonly node: { readonly id: string; readonly slug: string; readonly version: number } }[] };
}

describe('a seed', () => {
  test('that was cut off again and again is finished by the next start, without what was changed in between being changed back', async () => {
    await seedUntil('shop', 'categorySave', 5);
    await seedUntil('shop', 'productsImport', 1);
    await seedUntil('warehouse', 'shelfSave', 7);
    const { products } = await ask<Catalog>('shop', PRODUCTS);
    const [renamed, archived] = products.edges.map(({ node }) => node);
    if (renamed === undefined || archived === undefined) throw new Error('nothing was imported');
    await ask('shop', RENAME, { id: renamed.id, version: renamed.version, name: 'Of our own' });
    await ask('shop', ARCHIVE, { id: archived.id });
    await seedUntil('warehouse', 'stockReceive', 50);
    await seedUntil('warehouse', 'stockReceive', 20);
    // which may forget in a power cut what PostgreSQL keeps
    await redis.flushall();

    const began = Date.now();
    expect(await seedOnce(shop.inside)).toBe('seeded');
    // the archived product is not waited for
    expect(Date.now() - began).toBeLessThan(25_000);
    const after = await ask<Catalog>('shop', PRODUCTS);
    expect(after.products.edges).toHaveLength(assortment.products.length);
    const stands = (id: string) => after.products.edges.find(({ node }) => node.id === id)?.node;
    expect(stands(renamed.id)).toMatchObject({ name: 'Of our own', inStock: true });
    expect(stands(archived.id)).toMatchObject({ status: 'ARCHIVED' });
    expect(await onHand()).toMatchObject(expected());
  });

  test('leaves a shop with products alone, whatever Redis has forgotten', async () => {
    await redis.flushall();
    const before = [await ask('shop', PRODUCTS), await onHand()];
    expect(await seedOnce(shop.inside)).toBe('has products');
    expect([await ask('shop', PRODUCTS), await onHand()]).toEqual(before);
  });
});
