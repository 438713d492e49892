import type { HostSettings } from '../settings.ts';
import { runningShop } from './address-book.ts';

/** Where clients find a shop. */
export interface ShopAddress {
  /** Of the gateway, without a path. */
  readonly url: string;
  /** The realm in which its people log in. */
  readonly issuer: string;
}

/** The shop at `url` or GATEWAY_URL, else the one that runs on the local data, else where one would be by its settings. */
export async function shopAddress(settings: HostSettings, url?: string): Promise<ShopAddress> {
  const running = await runningShop(settings);
  const named = url ?? settings.GATEWAY_URL ?? running?.url ?? settings.PUBLIC_URL ?? `http://localhost:${settings.GATEWAY_PORT}`;
  return {
    url: named.replace(/(?:\/graphql)?\/*$/, ''),
    issuer: settings.ISSUER_URL ?? running?.issuer ?? `http://localhost:${settings.IDENTITY_PORT}/realms/micromart`,
  };
}
