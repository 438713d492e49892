import type { RunningSubgraph, SomeSubgraph, SubgraphName } from '@micromart/service';
import { carts } from '@micromart/carts';
import { notifications } from '@micromart/notifications';
import { orders } from '@micromart/orders';
import { type PaymentsApp, payments, receiveProviderEvent } from '@micromart/payments';
import { hearCarrierNews, type ShipmentsApp, shipments } from '@micromart/shipments';
import { shop } from '@micromart/shop';
import { users } from '@micromart/users';
import { warehouse } from '@micromart/warehouse';
import type { Outsiders } from './outsiders.ts';

/** The eight subgraphs, those that call outsiders with the outsiders that they call. */
export const subgraphsOf = ({ provider, carriers }: Pick<Outsiders, 'provider' | 'carriers'>): readonly SomeSubgraph[] => [
  users,
  shop,
  warehouse,
  carts,
  orders,
  payments(provider.api),
  shipments(carriers.carriers),
  notifications,
];

/** What outsiders say goes to the use cases of those that listen to them. */
export function hearOutsiders(subgraphs: ReadonlyMap<SubgraphName, RunningSubgraph>): Parameters<Outsiders['start']>[0] {
  const appOf = <App>(name: SubgraphName): App => subgraphs.get(name)?.app as App;
  return {
    webhook: report => receiveProviderEvent(appOf<PaymentsApp>('payments'), report),
    carrierNews: news => hearCarrierNews(appOf<ShipmentsApp>('shipments'), news),
  };
}
