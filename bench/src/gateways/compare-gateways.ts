import { isDeepStrictEqual } from 'node:util';
import { ProductPageDocument } from '@micromart/sdk';
import { print } from 'graphql';
import { startOwnProgram } from '../ask-program.ts';
import { BenchError } from '../bench-error.ts';
import { type Catalog, inTurn } from '../browsing.ts';
import { percentile } from '../percentiles.ts';
import { cpuOf } from '../processes.ts';
import type { Figure } from '../report.ts';
import type { SplitShop } from '../shops/split.ts';
import { type Load, openLoad } from './load.ts';

/** Of the stock gateway's CPU. */
const TARGET = 0.6;
const CLIENTS = 8;
/** Of each gateway, in turn. */
const ROUNDS = 9;
/** Rounds before the first that counts: V8 is done with compiling, plans are remembered. */
const WARM_UPS = 3;

interface Contender {
  readonly pid: number;
  readonly load: Load;
  /** CPU-milliseconds a request, by round. */
  readonly rounds: number[];
}

/**
 * The CPU of the gateway for a product page, which takes three subgraphs: the shop's gateway, and Apollo's own with RemoteGraphQLDataSource over the
 * same running subgraphs, in turns of `requests`.
 */
export async function compareGateways(
  shop: SplitShop,
  catalog: Catalog,
  { requests, profile }: { readonly requests: number; readonly profile: string | undefined },
): Promise<readonly Figure[]> {
  const gateway = shop.processes.find(({ name }) => name === 'gateway');
  if (gateway === undefined) throw new BenchError('The shop has no gateway of its own.');
  const stock = await startOwnProgram<{ readonly url: string }>('./gateways/stock-gateway.js', profile);
  try {
    const { url } = await stock.ask({ subgraphs: shop.subgraphs, passportKey: shop.passportKey });
    const ours: Contender = { pid: gateway.pid, load: openLoad(`${shop.url}/graphql`, CLIENTS), rounds: [] };
    const theirs: Contender = { pid: stock.pid, load: openLoad(url, CLIENTS), rounds: [] };
    try {
      await inTurns([ours, theirs], bodiesOf(catalog), requests);
    } finally {
      await Promise.all([ours.load.close(), theirs.load.close()]);
    }
    return figuresOf(ours, theirs);
  } finally {
    await stock.stop();
  }
}

function bodiesOf(catalog: Catalog): readonly string[] {
  const query = print(ProductPageDocument);
  return Array.from({ length: 50 }, (_, time) =>
    JSON.stringify({ query, variables: { slug: inTurn(catalog.slugs, time), currency: 'EUR', countryCode: 'DE', postalCode: '10117' } }),
  );
}

async function inTurns(contenders: readonly Contender[], bodies: readonly string[], requests: number): Promise<void> {
  const [one, other] = await Promise.all(contenders.map(({ load }) => load.ask(1, bodies)));
  if (!isDeepStrictEqual(one, other)) throw new BenchError('The two gateways answer the same question differently.');
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    for (const { load, pid, rounds } of contenders) {
      const before = cpuOf(pid);
      await load.ask(requests, bodies);
      if (round >= 0) rounds.push((cpuOf(pid) - before) / requests);
    }
  }
}

function figuresOf({ rounds: ours }: Contender, { rounds: theirs }: Contender): readonly Figure[] {
  const [own, stock] = [percentile(ours, 0.5), percentile(theirs, 0.5)];
  const ratios = ours.map((round, at) => round / (theirs[at] ?? Number.NaN));
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${ROUNDS} rounds`;
  return [
    { what: 'gateway, a product page of three subgraphs', measured: own, unit: 'CPU-ms', note: 'of the gateway alone' },
    { what: '  stock gateway, the same', measured: stock, unit: 'CPU-ms', note: 'ApolloGateway, RemoteGraphQLDataSource' },
    { what: '  of stock', measured: own / stock, unit: 'ratio', target: TARGET, note: range },
  ];
}
