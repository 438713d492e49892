export { cartsSettings } from './settings.ts';
export { carts } from './subgraph.ts';
