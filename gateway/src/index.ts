export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { gatewayEnvironment, type GatewaySettings } from './settings.ts';
