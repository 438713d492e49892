import { testDatabase } from '@micromart/local/testing';
import { openProvider, type ProviderSimulator } from '@micromart/provider-simulator';
import { openSubgraphWorld, type SubgraphWorld } from '@micromart/service/testing';
import { type PaymentsApp, payments, receiveProviderEvent } from '../index.ts';
import { type OrdersPart, playOrders } from './orders-part.ts';

/** The subgraph with a provider, a bus and databases of its own; the test plays orders and the customers. */
export type PaymentsWorld = SubgraphWorld<PaymentsApp, Said> & OrdersPart & { readonly provider: ProviderSimulator };

interface Said {
  readonly paymentId: string;
  readonly captured: number;
  readonly refunded: number;
  readonly failureCode: string | null;
}

/** @param environment settings of payments, above short times that suit a test. */
export async function openPaymentsWorld(environment: Readonly<Record<string, string>> = {}): Promise<PaymentsWorld> {
  const books = await testDatabase('provider', { messaging: false });
  const provider = openProvider({ databaseUrl: books.url, publicUrl: 'http://shop.test/provider', webhookDelayMilliseconds: 20 });
  const world = await openSubgraphWorld(payments(provider.api), {
    environment: { PAYMENT_PROVIDER_TIMEOUT: '5000', PAYMENT_ACTION_CHECK_SECONDS: '1', STOREFRONT_URL: 'https://shop.test/de', ...environment },
  });
  await provider.startWebhooks(report => receiveProviderEvent(world.app, report));
  return {
    ...world,
    ...playOrders(event => world.publish(event)),
    provider,
    async close() {
      await world.close();
      await provider.close();
      await books.drop();
    },
  };
}
