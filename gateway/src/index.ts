export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export type { ReadinessCheck } from './http/health.ts';
export { gatewayEnvironment, type GatewaySettings } from './settings.ts';
