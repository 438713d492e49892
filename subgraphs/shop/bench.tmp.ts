import { importProducts } from './src/index.ts';
import { productRow } from './src/testing/catalog.ts';
import { fillShop } from './src/testing/fill-shop.ts';
import { openShopWorld } from './src/testing/shop-world.ts';
const world = await openShopWorld();
await fillShop(world);
const rows = (n: number) => Array.from({ length: 1000 }, (_, at) => productRow(`Mass ${n} ${at}`, ['Blue', 'Red', 'Green'], { categorySlugs: ['jackets'], brand: `B${at % 20}`, descriptionHtml: '<p>some words about a thing that is nice and new ' + at + '</p>' }));
const cpu = async (name: string, times: number, f: () => Promise<unknown>) => {
  const c = process.cpuUsage(); const t = performance.now();
  for (let i = 0; i < times; i += 1) await f();
  const used = process.cpuUsage(c);
  console.log(name, 'cpu', ((used.user + used.system) / 1000 / times).toFixed(2), 'wall', ((performance.now() - t) / times).toFixed(2));
};
const Q = `query { products(first: 20) { edges { node { id slug name brand inStock image { url alt } rating { average count } priceRange { min { amount currencyCode } max { amount currencyCode } } variants { id sku name price { id amount { amount currencyCode } } } } } } }`;
const E = `query($r:[_Any!]!) { _entities(representations:$r) { ... on Cart { totals { lines { lineId total { amount } } total { amount currencyCode } } } } }`;
const S = `query { products(first: 24, query: "rian jakcet mass") { totalCount facets { name values { value count } } priceRange { min { amount } } edges { node { id name priceRange { min { amount } } } } } }`;
const v = await world.ask<any>(`{ variant(sku: "TEAPOT-WHITE") { id } }`);
const r = { r: [{ __typename: 'Cart', id: 'x', currency: 'EUR', discountCodes: [], lines: [1, 2, 3].map(n => ({ id: `l${n}`, quantity: 1, variant: { id: v.variant.id } })) }] };
if (process.argv[2] === 'list') await importProducts(world.app, rows(0).slice(0, 60), 'REJECT_ALL');
if (process.argv[2] !== 'list') await cpu('import', 1, () => importProducts(world.app, rows(0), 'REJECT_ALL'));
if (process.argv[2] !== 'list') await cpu('again', 1, () => importProducts(world.app, rows(0), 'REJECT_ALL'));
await new Promise(r => setTimeout(r, 4000));
for (const [name, q, vars] of [['list', Q, {}], ['cart', E, r], ['search', S, {}]] as const) {
  await cpu(`${name} warm`, process.argv[2] === 'list' ? 1000 : 300, () => world.send(q, vars));
  await cpu(name, process.argv[2] === 'list' ? 1000 : 300, () => world.send(q, vars));
}
await world.close();
process.exit(0);
