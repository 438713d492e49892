import stopTestServers from '../../../packages/local/src/testing/global-teardown.mjs';

/** The shop first: it stands on the servers. */
export default async function globalTeardown() {
  await globalThis.stopShopKeeper();
  await stopTestServers();
}
