import { seedOnce, type Shop, silentSteps, startShop } from '@micromart/host';
import { freePort } from '@micromart/local';
import type { ShopPlace } from './own-place.ts';

/** Gateway and subgraphs in the process of the test, as `npm start` has them. */
export async function openInOneProcess({ serverUrl, redisUrl, directory, environment }: ShopPlace): Promise<Shop> {
  const settings = {
    ...{ LOG_LEVEL: 'silent', MICROMART_DATA: directory, DATABASE_URL: serverUrl, REDIS_URL: redisUrl },
    // the gateway's address is part of links that are made before it listens
    ...{ GATEWAY_PORT: String(await freePort()), IDENTITY_PORT: '0' },
    ...environment,
  };
  return startShop(settings, silentSteps, seedOnce);
}
