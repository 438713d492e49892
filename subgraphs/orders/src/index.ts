export { ordersSettings } from './settings.ts';
export { orders } from './subgraph.ts';
