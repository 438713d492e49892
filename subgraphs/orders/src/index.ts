export { fulfillmentStatus, isSettled, type OrderState, paymentStatus, type Stage } from './domain/index.ts';
export { ordersSettings } from './settings.ts';
export { orders } from './subgraph.ts';
