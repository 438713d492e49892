export { eventually } from './eventually.ts';
export { newEvent, type PlayedEvent } from './events.ts';
export { ada, alice, bob, susan, walter } from './people.ts';
export { openSubgraphWorld, type Ask, type SubgraphWorld, type WorldOptions } from './subgraph-world.ts';
