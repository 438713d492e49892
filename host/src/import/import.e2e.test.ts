import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '@micromart/local';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { documentOf } from '@micromart/sdk';
import { noteAddresses } from '../running/address-book.ts';
import { type Shop, startShop } from '../running/shop.ts';
import { silentSteps } from '../running/steps.ts';
import { seedOnce } from '../seed/seed-once.ts';
import { connect, currencyOf, type ShopToImportInto } from './connect.ts';
import { importFile } from './import-file.ts';
import { emptyReport, type Report } from './report.ts';
import { shelfWithLabel } from './shelves.ts';

let directory: string;
let shop: Shop;
let target: ShopToImportInto;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-import-'));
  closing.push(() => rm(directory, { recursive: true, force: true }));
  const [postgres, redis] = await Promise.all([testPostgres(), testRedis()]);
  closing.push(
    () => postgres.stop(),
    () => redis.stop(),
  );
  const environment = { NODE_ENV: 'test', LOG_LEVEL: 'silent', MICROMART_DATA: directory, DATABASE_URL: postgres.url, REDIS_URL: redis.url };
  shop = await startShop({ ...environment, GATEWAY_PORT: '0', IDENTITY_PORT: '0' }, silentSteps);
  closing.push(() => shop.stop());
  await seedOnce(shop.inside);
  await noteAddresses(shop.settings, {
    url: shop.url,
    issuer: shop.issuer,
    serverUrl: postgres.url,
    redisUrl: shop.infrastructure.redisUrl,
  });
  target = await connect(shop.settings, undefined);
  closing.push(() => target.client.close());
}, 120_000);

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function imported(text: string, shelfLabel?: string): Promise<Report> {
  const file = path.join(directory, 'products.csv');
  await writeFile(file, text);
  const report = emptyReport();
  const shelf = shelfLabel === undefined ? undefined : await shelfWithLabel(target.client, shelfLabel);
  await importFile(target.client, file, { currency: await currencyOf(target.client, undefined), ...(shelf === undefined ? {} : { shelf }) }, report);
  return report;
}

interface Shown {
  readonly product: {
    readonly version: number;
    readonly descriptionHtml: string;
    readonly categories: readonly { readonly slug: string; readonly name: string }[];
    readonly variants: readonly {
      readonly sku: string;
      readonly name: string;
      readonly price: { readonly amount: { readonly amount: string; readonly currencyCode: string } } | null;
      readonly stockLevels: readonly { readonly onHand: number; readonly shelf: { readonly label: string } }[];
    }[];
  } | null;
}
const Product = documentOf<Shown, { readonly slug: string }>(`query Product($slug: String!) { product(slug: $slug) {
  version descriptionHtml categories { slug name }
  variants { sku name price { amount { amount currencyCode } } stockLevels { onHand shelf { label } } }
} }`);
const productAt = async (slug: string) => (await target.client.request(Product, { slug })).product;

const FILE = [
  '\ufeffHandle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Status',
  'felt-slippers,Felt slippers,"<p>Warm.</p>\r\n<script>alert(1)</script>",Filzerei,Slippers,"warm, wool",Size,38,,300,5,49.00,active',
  'felt-slippers,,,,,,,39/40,,310,0,49.00,',
  'felt-slippers,,,,,,,41,,320,4,cheap,',
  'tin-whistle,Tin whistle,,Blech,Music & toys,,Title,Default Title,WHISTLE,0,12,"1,012.50",active',
  'stolen,Stolen SKU,,,,,Size,One,RJ-BLUE-M,1,1,5,active',
  'stolen,,,,,,,Two,STOLEN-2,1,1,5,',
].join('\r\n');

describe('a product file', () => {
  test('comes into the shop with its goods on a shelf, bad rows aside', async () => {
    const report = await imported(FILE);
    expect(report).toMatchObject({
      rows: 6,
      imported: 3,
      unchanged: 0,
      booked: { variants: 3, units: 18 },
      known: { variants: 0, units: 0 },
      shelf: 'BER-IN-IMPORT',
    });
    expect(report.problems).toEqual([
      { line: 5, reason: '"cheap" is not a price' },
      { line: 7, reason: 'sku: RJ-BLUE-M is the SKU of another product' },
    ]);
    expect([...report.ignored]).toEqual([['Tags', 1]]);
    const slippers = await productAt('felt-slippers');
    expect(slippers).toMatchObject({ descriptionHtml: '<p>Warm.</p>', categories: [{ slug: 'slippers', name: 'Slippers' }] });
    expect(slippers?.variants.map(({ name, stockLevels }) => [name, stockLevels])).toEqual([
      ['38', [{ onHand: 5, shelf: { label: 'BER-IN-IMPORT' } }]],
      ['39/40', []],
    ]);
    expect(await productAt('tin-whistle')).toMatchObject({
      categories: [{ slug: 'music-toys', name: 'Music & toys' }],
      variants: [{ sku: 'WHISTLE', price: { amount: { amount: '1012.50', currencyCode: 'EUR' } } }],
    });
    expect((await productAt('stolen'))?.variants.map(({ sku }) => sku)).toEqual(['STOLEN-2']);
  });

  test('changes nothing when it comes again, whatever is in stock by then', async () => {
    const before = await Promise.all(['felt-slippers', 'tin-whistle', 'stolen'].map(productAt));
    expect(await imported(FILE)).toMatchObject({ imported: 0, unchanged: 3, booked: { variants: 0 }, known: { variants: 3, units: 18 } });
    expect(await imported(FILE.replace(',0,12,', ',0,99,'))).toMatchObject({
      imported: 0,
      unchanged: 3,
      booked: { variants: 0 },
      known: { units: 105 },
    });
    expect(await Promise.all(['felt-slippers', 'tin-whistle', 'stolen'].map(productAt))).toEqual(before);
  });

  test('with a bad row takes no variant away from a product that the shop sells', async () => {
    const head = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n';
    expect(await imported(`${head}bell,Bell,Tone,High,BELL-H,9\nbell,,,Low,BELL-L,9\n`)).toMatchObject({ imported: 1, problems: [] });
    const report = await imported(`${head}bell,Bell,Tone,High,BELL-H,9\nbell,,,Low,BELL-L,nine\n`);
    expect(report).toMatchObject({ imported: 0, unchanged: 1 });
    expect(report.problems.map(({ line }) => line)).toEqual([3, 2]);
    expect((await productAt('bell'))?.variants.map(({ sku }) => sku)).toEqual(['BELL-H', 'BELL-L']);
  });

  test('has its goods put on the shelf that was named', async () => {
    const report = await imported('Handle,Title,Variant Price,Variant Inventory Qty\nkazoo,Kazoo,3,8\n', 'BER-A01-01');
    expect(report).toMatchObject({ shelf: 'BER-A01-01', booked: { variants: 1, units: 8 } });
    expect((await productAt('kazoo'))?.variants[0]?.stockLevels).toEqual([{ onHand: 8, shelf: { label: 'BER-A01-01' } }]);
    await expect(shelfWithLabel(target.client, 'BER-Z99-99')).rejects.toThrow('There is no shelf BER-Z99-99');
  });

  test('may have anything in its texts', async () => {
    const report = await imported(
      [
        'Handle,Title,Body (HTML),Type,Variant SKU,Variant Price,Variant Inventory Qty',
        'nul,Zero,a\u0000b,Odd,NUL,1,1',
        'nul-name,Ze\u0000ro,ab,Odd,NUL-2,1,1',
        'nul-type,Zero,ab,Ze\u0000ro,NUL-3,1,1',
        `long-name,${'x'.repeat(300)},ab,Odd,LONG,1,1`,
        `long-body,Long,${'x'.repeat(250_000)},Odd,LONG-2,1,1`,
        `longest-body,Longest,${'x'.repeat(950_000)},Odd,LONG-3,1,1`,
        `long-sku,Long,ab,Odd,${'S'.repeat(101)},1,1`,
        'dear,Dear,ab,Odd,DEAR,99999999999,1',
        'much,Much,ab,Odd,MUCH,1,2000000',
        'emoji,🎉 Party,🎉,🎉,🎉,1,1',
      ].join('\n'),
    );
    expect(report.problems.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(report).toMatchObject({ imported: 2, booked: { variants: 1 } });
    expect(await productAt('emoji')).toMatchObject({ categories: [], variants: [{ sku: '🎉' }] });
  });

  test('is sent in portions when it is long', async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `reed-${at},Reed ${at},${at + 1}.00,${at % 10 === 0 ? 3 : 0}`);
    const report = await imported(`Handle,Title,Variant Price,Variant Inventory Qty\n${rows.join('\n')}\n`);
    expect(report).toMatchObject({ rows: 600, imported: 600, problems: [], booked: { variants: 60, units: 180 } });
  });
});

test('prices are only taken in a currency that the shop sells in', async () => {
  expect(await currencyOf(target.client, undefined)).toBe('EUR');
  await expect(currencyOf(target.client, 'CHF')).rejects.toThrow('The shop does not sell in CHF; it sells in EUR, USD.');
});

describe('a shop that no local data tell of', () => {
  const elsewhere = () => ({ ...shop.settings, MICROMART_DATA: path.join(directory, 'nothing') });

  test('is found by its ports, as by the demo', async () => {
    const { client, url } = await connect({ ...elsewhere(), ISSUER_URL: shop.issuer }, undefined);
    expect(url).toBe(`${shop.url}/graphql`);
    expect(await currencyOf(client, undefined)).toBe('EUR');
    await client.close();
  });

  test('is named in one sentence when it does not answer, or lets nobody in', async () => {
    const port = await freePort();
    await expect(connect({ ...elsewhere(), GATEWAY_PORT: port }, undefined)).rejects.toThrow(
      new RegExp(`^No shop answers at http://localhost:${port}/graphql `),
    );
    await expect(connect({ ...elsewhere(), IDENTITY_PORT: port }, `${shop.url}/graphql/`)).rejects.toThrow(
      new RegExp(`^Who imports\\? .* http://localhost:${port}/realms/micromart `),
    );
  });
});
