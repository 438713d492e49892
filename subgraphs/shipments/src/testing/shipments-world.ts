import { type CarrierSimulators, openCarriers } from '@micromart/carrier-simulators';
import { testDatabase } from '@micromart/local/testing';
import { openSubgraphWorld, type SubgraphWorld } from '@micromart/service/testing';
import { hearCarrierNews, type ShipmentsApp, shipments } from '../index.ts';
import { type Neighbours, playNeighbours } from './neighbours.ts';

/** The subgraph with carriers, a bus and databases of its own; the test plays orders, warehouse and the customers. */
export type ShipmentsWorld = SubgraphWorld<ShipmentsApp, Said> &
  Neighbours & {
    /** At a pace of `manual`: parcels move when they are told to. */
    readonly carriers: CarrierSimulators;
  };

interface Said {
  readonly parcelId: string;
  readonly status: string;
  readonly carrierCode: string | null;
  readonly trackingNumber: string | null;
}

export async function openShipmentsWorld(environment: Readonly<Record<string, string>> = {}): Promise<ShipmentsWorld> {
  const outside = await testDatabase('carriers', { messaging: false });
  const carriers = openCarriers({
    databaseUrl: outside.url,
    pace: 'manual',
    pollMs: 20,
    publicUrl: 'http://shop.test/carriers',
    onFailure: () => undefined,
  });
  const world = await openSubgraphWorld(shipments(carriers.carriers), {
    environment: { CARRIER_QUOTE_TIMEOUT: '3000', CARRIER_CALL_TIMEOUT: '3000', ...environment },
  });
  carriers.start(news => hearCarrierNews(world.app, news));
  return {
    ...world,
    ...playNeighbours((_topic, event) => world.publish(event)),
    carriers,
    async close() {
      await carriers.close();
      await world.close();
      await outside.drop();
    },
  };
}
