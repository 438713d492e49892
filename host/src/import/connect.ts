import { type Client, createClient, documentOf, passwordLogin } from '@micromart/sdk';
import { runningShop } from '../running/address-book.ts';
import type { HostSettings } from '../settings.ts';
import { ImportFault } from './problems.ts';

export interface ShopToImportInto {
  readonly client: Client;
  /** Of the gateway's GraphQL. */
  readonly url: string;
}

/**
 * The shop at `url`, or the one that runs on the local data, in the name of an admin: by MICROMART_TOKEN, or by the seeded login.
 * @throws ImportFault when no shop runs, or when nothing says who imports.
 */
export async function connect(settings: HostSettings, url: string | undefined): Promise<ShopToImportInto> {
  const running = await runningShop(settings);
  const base = url ?? settings.GATEWAY_URL ?? running?.url;
  if (base === undefined) throw new ImportFault('No shop runs on these data: start one with npm start in another terminal, or name one with --url.');
  const token = settings.MICROMART_TOKEN ?? adminLogin(settings.ISSUER_URL ?? running?.issuer);
  const address = /\/graphql\/?$/.test(base) ? base : `${base.replace(/\/+$/, '')}/graphql`;
  return { url: address, client: createClient({ url: address, token: typeof token === 'string' ? () => token : token }) };
}

function adminLogin(issuer: string | undefined): () => Promise<string> {
  if (issuer === undefined) throw new ImportFault('Who imports? Set MICROMART_TOKEN to the access token of an admin of that shop.');
  return passwordLogin({ issuer, clientId: 'storefront', username: 'ada', password: 'ada' }).token;
}

const Markets = documentOf<{ readonly markets: readonly { readonly currency: string }[] | null }, Record<string, never>>(
  'query Import { markets { currency } }',
);

/** The currency that was asked for, or the shop's first. @throws ImportFault when the shop does not sell in it. */
export async function currencyOf(client: Client, wanted: string | undefined): Promise<string> {
  const currencies = ((await client.request(Markets)).markets ?? []).map(({ currency }) => currency);
  const currency = wanted ?? currencies[0];
  if (currency === undefined || !currencies.includes(currency)) {
    throw new ImportFault(`The shop does not sell in ${currency ?? 'any currency'}; it sells in ${currencies.join(', ')}.`);
  }
  return currency;
}
