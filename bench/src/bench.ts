import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@micromart/sdk';
import { type Catalog, listProducts, readCatalog, showProduct } from './browsing.ts';
import { changeQuantity, openCart, openCartsReplica } from './cart-change.ts';
import { checkOut } from './checkout.ts';
import { measure, perOperation } from './measure.ts';
import { type MeasuredShop, openMeasuredShop } from './measured-shop.ts';
import { type Options, readOptions } from './options.ts';
import { percentile } from './percentiles.ts';
import { type Figure, figuresOf, report } from './report.ts';

/** Reached on two quiet cores. CPU-milliseconds of all processes, milliseconds, MiB. */
const TARGETS = { productList: 10, checkout: 60, cartChangeInside: 1, confirmed: 50, memory: 450 };
/** Follow-up work of the last request: events, tasks, mails (milliseconds). */
const SETTLING = 1_500;

/** Measures a shop of its own, prints what it finds beside what was to be reached, and leaves nothing behind. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const say = (line: string): void => console.log(line);
  say('Opening a shop to measure.');
  const shop = await openMeasuredShop(options.profile);
  const client = createClient({ url: `${shop.url}/graphql` });
  try {
    const catalog = await readCatalog(client);
    say('Measuring.');
    const figures = [
      ...(await browsing(shop, client, catalog, options)),
      ...(await changingCarts(shop, client, catalog, options)),
      ...(await checkingOut(shop, client, catalog, options)),
      ...(await atRest(shop, client, catalog, options)),
    ];
    say('');
    report(figures, say);
  } finally {
    await client.close();
    await shop.stop();
  }
}

async function browsing({ cpu }: MeasuredShop, client: Client, catalog: Catalog, { requests }: Options): Promise<readonly Figure[]> {
  const list = await measure(cpu, requests, time => listProducts(client, catalog, time));
  const page = await measure(cpu, requests, time => showProduct(client, catalog, time));
  return [...figuresOf('product list, 20 with variants', list, { cpu: TARGETS.productList }), ...figuresOf('one product page', page)];
}

async function changingCarts({ cpu, redisUrl }: MeasuredShop, client: Client, catalog: Catalog, { requests }: Options): Promise<readonly Figure[]> {
  const line = await openCart(client, catalog);
  const change = await measure(cpu, requests, time => changeQuantity(client, line, time));
  const replica = await openCartsReplica(redisUrl);
  try {
    const inside = await measure(cpu, 5 * requests, time => replica.changeQuantity(line, time));
    return [
      ...figuresOf('cart change, with what its drawer shows', change),
      {
        what: '  inside the subgraph',
        measured: inside.p50,
        unit: 'ms p50',
        target: TARGETS.cartChangeInside,
        note: `p99 ${inside.p99.toFixed(2)} ms`,
      },
    ];
  } finally {
    await replica.close();
  }
}

async function checkingOut({ cpu }: MeasuredShop, client: Client, catalog: Catalog, { checkouts }: Options): Promise<readonly Figure[]> {
  const confirmations: number[] = [];
  const buy = async (time: number): Promise<void> => void confirmations.push((await checkOut(client, catalog, time)).confirmedAfter);
  const cost = await measure(cpu, checkouts, buy, () => sleep(SETTLING));
  const measured = confirmations.slice(-checkouts);
  return [
    ...figuresOf('whole checkout, and all that follows from it', cost, { cpu: TARGETS.checkout }),
    {
      what: '  orderPlace’s answer to CONFIRMED, followed',
      measured: percentile(measured, 0.5),
      unit: 'ms p50',
      target: TARGETS.confirmed,
      note: `p99 ${percentile(measured, 0.99).toFixed(0)} ms`,
    },
  ];
}

/** Fills the shop up with orders, several shoppers at a time, then looks at what is left of it. */
async function atRest(shop: MeasuredShop, client: Client, catalog: Catalog, options: Options): Promise<readonly Figure[]> {
  const { orders, shoppers, idle } = options;
  const more = Math.max(0, orders - options.checkouts);
  const before = shop.cpu();
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: shoppers }, async () => {
      while (next < more) await checkOut(client, catalog, next++);
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  await sleep(SETTLING);
  const crowd = perOperation(before, shop.cpu(), Math.max(1, more));
  const quiet = shop.cpu();
  await sleep(idle * 1_000);
  const rest = perOperation(quiet, shop.cpu(), idle);
  return [
    { what: `checkout, ${shoppers} shoppers at a time`, measured: crowd.all, unit: 'CPU-ms', note: `${(more / seconds).toFixed(1)} orders a second` },
    { what: `memory of the process after ${orders} orders`, measured: shop.memory(), unit: 'MiB', target: TARGETS.memory },
    {
      what: 'at rest, a second',
      measured: rest.all,
      unit: 'CPU-ms',
      note: `node ${rest.node.toFixed(1)}, postgres ${rest.postgres.toFixed(1)}, redis ${rest.redis.toFixed(1)}`,
    },
  ];
}
