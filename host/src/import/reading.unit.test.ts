import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupRows } from './group-rows.ts';
import type { Problem } from './problems.ts';
import { type ReadProduct, readProduct } from './products.ts';
import { type Row, readRows } from './read-rows.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-import-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const file = path.join(directory, `${Math.random()}.csv`);
  await writeFile(file, content);
  return file;
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const rowsOf = async (content: string | Buffer): Promise<Row[]> => collected(readRows(await fileOf(content)));

async function productsOf(content: string): Promise<{ products: ReadProduct[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const groups = await collected(groupRows(readRows(await fileOf(content)), report));
  return { products: groups.flatMap(group => readProduct(group, 'EUR', report) ?? []), problems };
}

describe('rows of a product file', () => {
  test('a byte order mark, CRLF, quoted line breaks and empty lines leave the lines countable', async () => {
    const rows = await rowsOf(
      '\ufeffHandle,Title,Body (HTML),Variant Price\r\na,A,"<p>one\r\n\r\ntwo</p>",1\r\n\r\nb,"B ""big""",,2\r\n,,,\r\nc,5" pipe,,3',
    );
    expect(rows.map(({ line, cells }) => [line, cells.handle, cells.title])).toEqual([
      [2, 'a', 'A'],
      [6, 'b', 'B "big"'],
      [7, undefined, undefined],
      [8, 'c', '5" pipe'],
    ]);
    expect(rows[0]?.cells.body).toBe('<p>one\n\ntwo</p>');
  });

  test('lines that end in CR alone, or in several ways, are lines', async () => {
    expect((await rowsOf('Handle,Title,Variant Price\ra,A,1\rb,B,2\nc,C,3\r\nd,D,4')).map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  test('a CRLF and a letter that fall between two pieces of a long file are whole', async () => {
    const rows = Array.from({ length: 40_000 }, (_, at) => `h${at},Größe ${at},${at}`);
    const read = await rowsOf(`Handle,Title,Variant Price\r\n${rows.join('\r\n')}\r\n`);
    expect(read).toHaveLength(40_000);
    expect(read.every(({ line, cells }, at) => line === at + 2 && cells.title === `Größe ${at}`)).toBe(true);
  });

  test('rows may be shorter and longer than the first, and columns that nobody knows are named', async () => {
    const rows = await rowsOf('Handle,Title,Variant Price,Tags,Google Shopping / Gender\na,A,1\nb,B,2,"x, y",,\n');
    expect(rows.map(({ others }) => others)).toEqual([[], ['Tags']]);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /is empty/],
    ['missing columns', 'Handle;Title;Variant Price\na;A;1', /lacks the columns Handle, Title, Variant Price; .*separated by commas/],
    ['one missing column', 'Handle,Variant Price\na,1', /lacks the column Title;/],
    ['a quote that is never closed', 'Handle,Title,Variant Price\na,A,1\nb,"B,2\nc,C,3\n', /from line 3 on: a quote/],
    ['another encoding', Buffer.from('Handle,Title,Variant Price\na,Gr\u00f6\u00dfe,1\n', 'latin1'), /is not UTF-8/],
  ])('%s is one clear sentence', async (_, content, sentence) => {
    await expect(rowsOf(content)).rejects.toThrow(sentence);
  });

  test('a file that is not there is one clear sentence', async () => {
    await expect(collected(readRows(path.join(directory, 'none.csv')))).rejects.toThrow(/There is no file .*none\.csv\./);
    await expect(collected(readRows(directory))).rejects.toThrow(/is a folder/);
  });
});

describe('products of a product file', () => {
  const HEAD =
    'Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,' +
    'Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Image Alt Text,Variant Image,SEO Title,Status\n';

  test('rows of one handle are one product with its variants and images', async () => {
    const { products, problems } = await productsOf(
      `${HEAD}tee,Tee,<b>Soft</b>,Acme,Shirts,true,Color,Red,Size,M,T-R-M,150.4,7,19.90,25.00,'4006381333931,https://x.test/2.jpg,2,Back,https://x.test/r.jpg,Tee!,active
tee,,,,,,,Red,,L,T-R-L,160,0,19.90,19.90,,https://x.test/1.jpg,1,Front,,,
tee,,,,,,,,,,,,,,,,//x.test/3.jpg,3,,,,`,
    );
    expect(problems).toEqual([]);
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({
      line: 2,
      type: 'Shirts',
      isPartial: false,
      input: {
        slug: 'tee',
        name: 'Tee',
        brand: 'Acme',
        descriptionHtml: '<b>Soft</b>',
        status: 'ACTIVE',
        images: [
          { url: 'https://x.test/1.jpg', alt: 'Front' },
          { url: 'https://x.test/2.jpg', alt: 'Back' },
          { url: 'https://x.test/3.jpg', alt: '' },
        ],
        seo: { title: 'Tee!', description: null },
      },
    });
    expect(products[0]?.variants).toEqual([
      {
        line: 2,
        quantity: 7,
        input: {
          sku: 'T-R-M',
          barcode: '4006381333931',
          weightGrams: 150,
          selectedOptions: [
            { name: 'Color', value: 'Red' },
            { name: 'Size', value: 'M' },
          ],
          image: { url: 'https://x.test/r.jpg', alt: '' },
          prices: [{ amount: { amount: '19.90', currencyCode: 'EUR' }, compareAt: { amount: '25.00', currencyCode: 'EUR' } }],
        },
      },
      expect.objectContaining({
        quantity: 0,
        input: expect.objectContaining({ sku: 'T-R-L', prices: [{ amount: { amount: '19.90', currencyCode: 'EUR' } }] }),
      }),
    ]);
  });

  test('a product without options has a variant without options, and a SKU made of its handle', async () => {
    const { products } = await productsOf('Handle,Title,Option1 Name,Option1 Value,Variant Price\ncard,Card,Title,Default Title,3\n');
    expect(products[0]?.variants[0].input).toMatchObject({ sku: 'CARD', selectedOptions: [], weightGrams: 0 });
  });

  test('bad rows are reported by line and reason, and the others stay', async () => {
    const { products, problems } = await productsOf(
      `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price,Image Src,Status
a,A,Size,S,A-S,1,free,,active
a,,,M,A-M,1,5,,
a,,,L,A-M,1,5,,
b,,,,B,1,5,,active
b,,,,B-2,1,5,,
,Nobody,,,N,1,5,,active
c,C,,,C,-1,5,,active
d,D,,,D,1,5,,for sale
e,E,,,E,1,,,active
f,F,,,F,1,5,image.jpg,active
a,A again,Size,XL,A-XL,1,5,,active
`,
    );
    expect(products.map(({ slug, isPartial, variants }) => [slug, isPartial, variants.map(({ input }) => input.sku)])).toEqual([
      ['a', true, ['A-M']],
      ['f', false, ['F']],
    ]);
    expect(problems.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 2, reason: '"free" is not a price' },
      { line: 4, reason: 'its SKU A-M is that of line 3' },
      { line: 5, reason: 'has no Title' },
      { line: 6, reason: 'belongs to the product of line 5, which was left out' },
      { line: 7, reason: 'has no Handle' },
      { line: 8, reason: 'a weight of -1 g is negative' },
      { line: 9, reason: 'the Status for sale is unknown; there are active, draft, archived, unlisted' },
      { line: 10, reason: 'has no Variant Price' },
      { line: 11, reason: 'the image image.jpg has no address that begins with http, and was left out' },
      { line: 12, reason: 'the product a stands in line 2 already, and rows of one product must stand together' },
    ]);
  });

  test.each([
    ['active', 'true', 'ACTIVE'],
    ['active', 'FALSE', 'DRAFT'],
    ['', '', 'ACTIVE'],
    ['Draft', 'true', 'DRAFT'],
    ['archived', '', 'ARCHIVED'],
  ])('status %s, published %s is %s', async (status, published, expected) => {
    const { products } = await productsOf(`Handle,Title,Variant Price,Status,Published\na,A,1,${status},${published}\n`);
    expect(products[0]?.input.status).toBe(expected);
  });

  test('a handle that cannot stand in an address becomes one that can', async () => {
    const { products } = await productsOf('Handle,Title,Variant Price\nWool & Linen,A,1\nTée_1.x,B,1\n');
    expect(products.map(({ slug }) => slug)).toEqual(['wool-linen', 'Tée_1.x']);
  });
});
