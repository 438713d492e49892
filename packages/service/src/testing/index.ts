export { type Freezer, openFreezer } from '../http/testing/freezer.ts';
export { eventually } from '@micromart/local/testing/eventually';
export { newEvent, type PlayedEvent } from './events.ts';
export { ada, alice, bob, susan, walter } from './people.ts';
export { openSubgraphWorld, type Ask, type Replica, type SubgraphWorld, type WorldOptions } from './subgraph-world.ts';
