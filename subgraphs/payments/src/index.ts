export type { App as PaymentsApp } from './app.ts';
export { listeners as paymentsListeners } from './listeners.ts';
export type { PaymentProvider } from './provider.ts';
export { paymentsSettings } from './settings.ts';
export { payments } from './subgraph.ts';
export { receiveProviderEvent } from './use-cases/receive-provider-event.ts';
