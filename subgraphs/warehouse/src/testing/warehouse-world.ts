import { openSubgraphWorld, type SubgraphWorld } from '@micromart/service/testing';
import type { App } from '../app.ts';
import { warehouse } from '../subgraph.ts';

/** The subgraph with a bus and a database of its own; the test plays orders, shipments, shop and the people on the floor. */
export type WarehouseWorld = SubgraphWorld<App, Record<string, unknown>>;

export const openWarehouseWorld = (): Promise<WarehouseWorld> => openSubgraphWorld(warehouse);
