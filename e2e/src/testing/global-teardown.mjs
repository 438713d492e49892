import stopTestServers from '@micromart/local/testing/global-teardown';

/** The shop first: it stands on the servers. They are stopped though it could not be. */
export default async function globalTeardown() {
  const failures = [];
  for (const stop of [globalThis.stopShopKeeper, stopTestServers]) await stop().catch(error => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
}
