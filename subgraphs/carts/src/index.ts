export { listeners as cartsListeners } from './listeners.ts';
export { cartsSettings } from './settings.ts';
export { carts } from './subgraph.ts';
