import { parseArgs } from 'node:util';
import { BenchError } from './bench-error.ts';

/** What can be measured. */
const parts = ['browsing', 'carts', 'gateway', 'bus', 'checkout', 'memory'] as const;
export type Part = (typeof parts)[number];
/** These need separate processes. */
const ofSplit: readonly Part[] = ['gateway', 'bus'];

/** How much is measured. The defaults take about two minutes in one process and four in nine, on two cores. */
export interface Options {
  /** One process as by `npm start`, or a process a subgraph as by `npm run serve`, with Kafka. */
  readonly shop: 'one process' | 'split';
  readonly parts: readonly Part[];
  /** Requests of each kind that are measured one after the other. */
  readonly requests: number;
  /** Checkouts that are measured one after the other. */
  readonly checkouts: number;
  /** Orders that are made while memory is looked at. */
  readonly orders: number;
  /** How often it is looked at. */
  readonly looks: number;
  /** Shoppers at a time meanwhile. */
  readonly shoppers: number;
  /** Seconds for which nobody asks anything. */
  readonly idle: number;
  /** Whether orders are picked, packed and carried by themselves, or wait for people. */
  readonly fulfillment: 'auto' | 'manual';
  /** A folder for CPU profiles of the shop, written when it ends. */
  readonly profile: string | undefined;
}

const USAGE = `usage: npm run bench -- [split] [--only ${parts.join(',')}] [--requests 300] [--checkouts 150] [--orders 1000] [--looks 20]
                            [--shoppers 4] [--idle 5] [--fulfillment manual|auto] [--profile folder]`;

/** @throws BenchError for arguments that it does not know, or that are no whole numbers. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        requests: { type: 'string', default: '300' },
        checkouts: { type: 'string', default: '150' },
        orders: { type: 'string', default: '1000' },
        looks: { type: 'string', default: '20' },
        shoppers: { type: 'string', default: '4' },
        idle: { type: 'string', default: '5' },
        fulfillment: { type: 'string', default: 'manual' },
        profile: { type: 'string' },
      },
    });
    const shop = oneOf(['', 'split'] as const, positionals.join(' ')) === 'split' ? 'split' : 'one process';
    const possible = parts.filter(part => shop === 'split' || !ofSplit.includes(part));
    return {
      shop,
      parts: values.only?.split(',').map(part => oneOf(possible, part)) ?? possible,
      requests: count(values.requests),
      checkouts: count(values.checkouts),
      orders: count(values.orders),
      looks: count(values.looks),
      shoppers: count(values.shoppers),
      idle: count(values.idle),
      fulfillment: oneOf(['auto', 'manual'] as const, values.fulfillment),
      profile: values.profile,
    };
  } catch (error) {
    throw new BenchError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new BenchError(`${text} is no whole number above 0.`);
  return number;
}

function oneOf<Word extends string>(words: readonly Word[], text: string): Word {
  const word = words.find(one => one === text);
  if (word === undefined) throw new BenchError(`${text} is none of ${words.filter(one => one !== '').join(', ')}.`);
  return word;
}
