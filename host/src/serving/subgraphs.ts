import type { SettingsShape, SomeSubgraph, SubgraphName } from '@micromart/service';
import type { Outsider, OutsiderPlace } from './outsider.ts';

/** A subgraph's code, loaded into a process that hosts it. */
export interface LoadedSubgraph {
  /** What the subgraph itself reads of the environment. */
  readonly settings: SettingsShape;
  /** The subgraph, and the outsider that it calls if it calls one. */
  make(place: (outsider: 'provider' | 'carriers') => OutsiderPlace): { readonly subgraph: SomeSubgraph; readonly outsider?: Outsider };
}

const alone = (subgraph: SomeSubgraph, settings: SettingsShape = {}): LoadedSubgraph => ({ settings, make: () => ({ subgraph }) });

/** Loads one subgraph. A process that hosts one does not load the others. */
export const loadSubgraph = (name: SubgraphName): Promise<LoadedSubgraph> => subgraphs[name]();

const subgraphs: Readonly<Record<SubgraphName, () => Promise<LoadedSubgraph>>> = {
  async users() {
    const { users, usersSettings } = await import('@micromart/users');
    return alone(users, usersSettings);
  },
  async shop() {
    const { shop } = await import('@micromart/shop');
    return alone(shop);
  },
  async warehouse() {
    const { warehouse } = await import('@micromart/warehouse');
    return alone(warehouse);
  },
  async carts() {
    const { carts, cartsSettings } = await import('@micromart/carts');
    return alone(carts, cartsSettings);
  },
  async orders() {
    const { orders, ordersSettings } = await import('@micromart/orders');
    return alone(orders, ordersSettings);
  },
  async payments() {
    const [{ payments, paymentsSettings }, { openPaymentProvider }] = await Promise.all([import('@micromart/payments'), import('./provider.ts')]);
    return {
      settings: paymentsSettings,
      make(place) {
        const provider = openPaymentProvider(place('provider'));
        return { subgraph: payments(provider.api), outsider: provider };
      },
    };
  },
  async shipments() {
    const [{ shipments, shipmentsSettings }, { openSimulatedCarriers }] = await Promise.all([
      import('@micromart/shipments'),
      import('./carriers.ts'),
    ]);
    return {
      settings: shipmentsSettings,
      make(place) {
        const simulated = openSimulatedCarriers(place('carriers'));
        return { subgraph: shipments(simulated.carriers), outsider: simulated };
      },
    };
  },
  async notifications() {
    const { notifications, notificationsSettings } = await import('@micromart/notifications');
    return alone(notifications, notificationsSettings);
  },
};
