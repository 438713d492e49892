import { seedOnce, type Shop, silentSteps, startShop } from '@micromart/host';
import type { ShopPlace } from './own-place.ts';

/** Gateway and subgraphs in the process of the test, as `npm start` has them. */
export async function openInOneProcess({ serverUrl, redisUrl, directory, environment }: ShopPlace): Promise<Shop> {
  const settings = {
    ...{ LOG_LEVEL: 'silent', MICROMART_DATA: directory, DATABASE_URL: serverUrl, REDIS_URL: redisUrl },
    ...{ GATEWAY_PORT: '0', IDENTITY_PORT: '0' },
    ...environment,
  };
  return startShop(settings, silentSteps, seedOnce);
}
