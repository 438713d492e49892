import { type Client, createClient, documentOf, MicroMartError, passwordLogin } from '@micromart/sdk';
import { shopAddress } from '../running/shop-address.ts';
import type { HostSettings } from '../settings.ts';
import { ImportFault } from './problems.ts';

export interface ShopToImportInto {
  readonly client: Client;
  /** Of the gateway's GraphQL. */
  readonly url: string;
}

/**
 * The shop at `url`, or the one that the settings lead to, in the name of an admin: by MICROMART_TOKEN, or by the seeded login.
 * @throws ImportFault when nobody answers there, or the seeded admin cannot log in.
 */
export async function connect(settings: HostSettings, url: string | undefined): Promise<ShopToImportInto> {
  const { url: shop, issuer } = await shopAddress(settings, url);
  const address = `${shop}/graphql`;
  await checkThere(address);
  const { MICROMART_TOKEN: given } = settings;
  return { url: address, client: createClient({ url: address, token: given === undefined ? await adminLogin(issuer) : () => given }) };
}

/** Asks what everybody may ask: whether there is a shop is said before anything about who logs in. */
async function checkThere(url: string): Promise<void> {
  const visitor = createClient({ url });
  try {
    await visitor.request(Markets);
  } catch (error) {
    if (!(error instanceof MicroMartError) || !error.has('NETWORK')) throw error;
    throw new ImportFault(`No shop answers at ${url} (${error.message}): npm start, in another terminal, opens one; --url names another.`);
  } finally {
    await visitor.close();
  }
}

async function adminLogin(issuer: string): Promise<() => Promise<string>> {
  const { token } = passwordLogin({ issuer, clientId: 'storefront', username: 'ada', password: 'ada' });
  try {
    await token();
  } catch (error) {
    if (!(error instanceof MicroMartError)) throw error;
    throw new ImportFault(
      `Who imports? Set MICROMART_TOKEN to the access token of an admin of that shop; ada could not log in at ${issuer} (${error.message}).`,
    );
  }
  return token;
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
