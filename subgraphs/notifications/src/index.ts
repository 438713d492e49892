export { notificationsSettings } from './settings.ts';
export { notifications } from './subgraph.ts';
