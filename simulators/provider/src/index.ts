export * from './api.ts';
export type { HttpHandler } from './action-endpoint.ts';
export type { Call, Fault, Faults, Misbehaviour, WebhookManner } from './faults.ts';
export { openProvider, type ProviderOptions, type ProviderSimulator } from './simulator.ts';
export type { Webhook } from './webhooks.ts';
