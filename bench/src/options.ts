import { parseArgs } from 'node:util';
import { BenchError } from './bench-error.ts';

/** How much is measured. The defaults take about two minutes on two cores. */
export interface Options {
  /** Requests of each kind that are measured one after the other. */
  readonly requests: number;
  /** Checkouts that are measured one after the other. */
  readonly checkouts: number;
  /** Orders in all before the memory is read. */
  readonly orders: number;
  /** Shoppers at a time while the shop is filled up to `orders`. */
  readonly shoppers: number;
  /** Seconds for which nobody asks anything. */
  readonly idle: number;
  /** A folder for a CPU profile of the shop, written when it ends. */
  readonly profile: string | undefined;
}

const USAGE = 'usage: npm run bench -- [--requests 300] [--checkouts 150] [--orders 1000] [--shoppers 4] [--idle 5] [--profile folder]';

/** @throws BenchError for arguments that it does not know, or that are no whole numbers. */
export function readOptions(args: readonly string[]): Options {
  const count = (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1) throw new BenchError(`${text} is no whole number above 0.\n${USAGE}`);
    return number;
  };
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        requests: { type: 'string', default: '300' },
        checkouts: { type: 'string', default: '150' },
        orders: { type: 'string', default: '1000' },
        shoppers: { type: 'string', default: '4' },
        idle: { type: 'string', default: '5' },
        profile: { type: 'string' },
      },
    });
    const { requests, checkouts, orders, shoppers, idle, profile } = values;
    return {
      requests: count(requests),
      checkouts: count(checkouts),
      orders: count(orders),
      shoppers: count(shoppers),
      idle: count(idle),
      profile,
    };
  } catch (error) {
    if (error instanceof BenchError) throw error;
    throw new BenchError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
