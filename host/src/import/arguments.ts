import { parseArgs } from 'node:util';

/** What `npm run import` was asked for. */
export interface ImportArguments {
  readonly file: string;
  /** Of the prices; the shop's first when left out. */
  readonly currency: string | undefined;
  /** The label of the shelf for the goods. */
  readonly shelf: string | undefined;
  /** Of a shop that runs elsewhere. */
  readonly url: string | undefined;
}

export const USAGE = `usage: npm run import -- products.csv [--currency EUR] [--shelf BER-A01-01] [--url https://shop.example/graphql]

Reads the product file that Shopify exports. MICROMART_TOKEN, when set, is the token of the admin who imports.`;

/** @returns undefined when the usage should be shown. */
export function readArguments(args: readonly string[]): ImportArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { currency: { type: 'string' }, shelf: { type: 'string' }, url: { type: 'string' }, help: { type: 'boolean' } },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0 || values.help === true) return undefined;
    return { file, currency: values.currency?.toUpperCase(), shelf: values.shelf, url: values.url };
  } catch {
    // an option that there is not, or one without its value
    return undefined;
  }
}
