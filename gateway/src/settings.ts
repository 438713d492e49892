import { flag, list, type SettingsOf, wholeNumber } from '@micromart/service';

/** The gateway's part of the environment. */
export const gatewayEnvironment = {
  GRAPHQL_INTROSPECTION: flag().default(true).describe('whether clients may read the schema through the gateway'),
  GRAPHQL_SANDBOX: flag().default(true).describe('whether a browser that opens /graphql is shown Apollo Sandbox'),
  CORS_ORIGINS: list().default(['*']).describe('origins whose pages may call the gateway, separated by commas; * for all'),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0).describe('how many proxies stand before the gateway and add to X-Forwarded-For'),
  RATE_LIMIT_SECONDS: wholeNumber(1, 3_600).default(10).describe('the window of both rate limits, in seconds'),
  RATE_LIMIT_PER_ADDRESS: wholeNumber(1, 10_000_000).default(3_000).describe('requests that one address may send in a window'),
  RATE_LIMIT_PER_VIEWER: wholeNumber(1, 10_000_000).default(1_000).describe('requests that one signed-in user may send in a window'),
  QUERY_MAX_BYTES: wholeNumber(1_000, 10_000_000)
    .default(1_000_000)
    .describe('size of a request, in bytes; an import of 1,000 products with long descriptions needs more'),
  QUERY_MAX_TOKENS: wholeNumber(10, 100_000).default(2_000).describe('tokens of a GraphQL document'),
  QUERY_MAX_DEPTH: wholeNumber(1, 100).default(15).describe('levels of fields in an operation'),
  QUERY_MAX_ALIASES: wholeNumber(0, 10_000).default(50).describe('aliases in an operation'),
  QUERY_MAX_DIRECTIVES: wholeNumber(0, 10_000).default(50).describe('directives in an operation'),
  QUERY_MAX_ROOT_FIELDS: wholeNumber(1, 1_000).default(20).describe('fields on the first level of an operation'),
  QUERY_MAX_COST: wholeNumber(1, 10_000_000).default(20_000).describe('objects that an operation may ask for, as estimated from its lists'),
  SUBGRAPH_TIMEOUT: wholeNumber(10, 120_000).default(10_000).describe('milliseconds that the gateway waits for a subgraph'),
  SUBGRAPH_MAX_REQUESTS: wholeNumber(1, 100_000).default(1_000).describe('requests to one subgraph at a time'),
  WEBSOCKET_MAX_OPERATIONS: wholeNumber(1, 10_000).default(100).describe('operations that one WebSocket may run at a time'),
  WEBSOCKET_MAX_BACKLOG: wholeNumber(1_000, 100_000_000)
    .default(1_000_000)
    .describe('bytes that a client may leave unread before it is disconnected'),
};

export type GatewaySettings = SettingsOf<typeof gatewayEnvironment>;
