import type { App } from './app.ts';

export type { Carrier, BookedParcel, ParcelToCarry } from './carrier.ts';
export { listeners as shipmentsListeners } from './listeners.ts';
export { shipmentsSettings } from './settings.ts';
export { shipments } from './subgraph.ts';
export { type CarrierNews, hearCarrierNews } from './use-cases/record-news.ts';
export type ShipmentsApp = App;
