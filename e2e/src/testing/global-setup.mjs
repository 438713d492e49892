import path from 'node:path';
import openTestServers from '@micromart/local/testing/global-setup';
import { openOnDemand } from '@micromart/local/testing/on-demand';

/** Opens ports that test files ask for servers and for a shop. */
export default async function globalSetup(config) {
  await openTestServers(config);
  const keeper = await openOnDemand(path.join(import.meta.dirname, 'shop-keeper.ts'), { cwd: config.rootDir });
  process.env.MICROMART_SHOP_KEEPER = keeper.url;
  globalThis.stopShopKeeper = keeper.stop;
}
