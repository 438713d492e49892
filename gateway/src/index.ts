export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { type PageProxy, proxyPages, type ProxyOptions } from './http/proxy-pages.ts';
export { gatewayEnvironment, type GatewaySettings } from './settings.ts';
