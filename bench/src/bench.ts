import { type Client, createClient } from '@micromart/sdk';
import { BenchError } from './bench-error.ts';
import { readCatalog } from './browsing.ts';
import { commitToConsumer } from './bus/commit-to-consumer.ts';
import { browse, changeCarts } from './figures/browsing.ts';
import { checkOutInTurn } from './figures/checkout.ts';
import { manyOrders } from './figures/many-orders.ts';
import { compareGateways } from './gateways/compare-gateways.ts';
import { type Options, type Part, readOptions } from './options.ts';
import { type Figure, report } from './report.ts';
import type { MeasuredShop } from './shops/measured-shop.ts';
import { openInOneProcess } from './shops/one-process.ts';
import { openSplit } from './shops/split.ts';
import { stockUp } from './stock-up.ts';

type Measurements = Partial<Record<Part, () => Promise<readonly Figure[]>>>;
type Bench<Shop> = (shop: Shop, client: Client, options: Options) => Promise<Measurements>;

/** Pieces of stock that an order takes, at most. */
const PIECES = 2;

/** Measures a shop of its own, prints what it finds beside what was to be reached, and leaves nothing behind. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.shop === 'split') await measuring(await opening(openSplit(options)), options, ofSplit);
  else await measuring(await opening(openInOneProcess(options)), options, ofOneProcess);
}

const opening = <Shop>(shop: Promise<Shop>): Promise<Shop> => {
  console.log('Opening a shop to measure.');
  return shop;
};

async function measuring<Shop extends MeasuredShop>(shop: Shop, options: Options, bench: Bench<Shop>): Promise<void> {
  const client = createClient({ url: `${shop.url}/graphql` });
  try {
    const figures = await Promise.race([measured(await bench(shop, client, options), options.parts), interrupted]);
    console.log('');
    report(figures, line => console.log(line));
  } finally {
    await client.close();
    await shop.stop();
  }
}

async function measured(measurements: Measurements, wanted: readonly Part[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [part, measurement] of Object.entries(measurements)) {
    if (!wanted.includes(part as Part)) continue;
    console.log(`Measuring: ${part}.`);
    figures.push(...(await measurement()));
  }
  return figures;
}

/** Whoever has waited long enough leaves no servers behind either. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new BenchError(`${signal}: nothing more is measured.`)));
});
interrupted.catch(() => undefined);

/** Reached on two quiet cores. CPU-milliseconds of all processes, milliseconds, MiB. */
const ONE_PROCESS = { productList: 10, checkout: 60, cartChangeInside: 1, confirmed: 50, memory: 450 };
const SPLIT = { confirmed: 150 };

const ofOneProcess: Bench<MeasuredShop> = async (shop, client, options) => {
  const catalog = await stocked(shop, client, options);
  return {
    browsing: () => browse(shop, client, catalog, options, ONE_PROCESS),
    carts: () => changeCarts(shop, client, catalog, options, ONE_PROCESS),
    checkout: () => checkOutInTurn(shop, client, catalog, options, ONE_PROCESS),
    memory: () => manyOrders(shop, client, catalog, options, ONE_PROCESS),
  };
};

const ofSplit: Bench<Awaited<ReturnType<typeof openSplit>>> = async (shop, client, options) => {
  const catalog = await stocked(shop, client, options);
  return {
    browsing: () => browse(shop, client, catalog, options, {}),
    carts: () => changeCarts(shop, client, catalog, options, {}),
    gateway: () => compareGateways(shop, catalog, options),
    bus: () => commitToConsumer(shop, options.requests),
    checkout: () => checkOutInTurn(shop, client, catalog, options, SPLIT),
    memory: () => manyOrders(shop, client, catalog, options, {}),
  };
};

/** The catalog, with enough of everything for all orders that are going to be made. */
async function stocked(shop: MeasuredShop, client: Client, { orders, checkouts }: Options) {
  const catalog = await readCatalog(client);
  await stockUp(shop, catalog.articles, Math.ceil((PIECES * (orders + 2 * checkouts)) / catalog.articles.length));
  return catalog;
}
