export { batchByKey, batchListsByKey } from './batch.ts';
export { type Connection, StreamNotOpened, type SubgraphRequest, type SubgraphResponse, SubgraphUnavailable } from './connection.ts';
export { badUserInput, forbidden, presentable, unauthenticated, unavailable } from './faults.ts';
export { hostSubgraph, type RunningSubgraph } from './host-subgraph.ts';
export { httpAskShop, type AskShopOptions } from './http/ask-shop.ts';
export { type Body, readBody } from './http/body.ts';
export { createDrainingServer, type DrainingServer, type Upgrades } from './http/draining-server.ts';
export { faultCode } from './http/fault-code.ts';
export { healthPages, METRICS_PAGE, type ProbePage, type ReadinessCheck } from './http/health-pages.ts';
export { httpConnection, type HttpConnectionOptions } from './http/http-connection.ts';
export { createQuestionServer, type QuestionServer } from './http/question-server.ts';
export { createSubgraphServer, type SubgraphServer, type SubgraphServerOptions } from './http/subgraph-server.ts';
export { base32, isId, newEventId, newId, type NewId } from './ids.ts';
export { inProcessConnection } from './in-process.ts';
export { createLogger, type Logger } from './logger.ts';
export { COUNT_LIMIT, cursorOf, type Page, type PageArguments, pageArguments, pageOf } from './pages.ts';
export { scalars } from './scalars.ts';
export { contractOf, executableSchema } from './schema.ts';
export {
  type Environment,
  flag,
  list,
  processEnvironment,
  readSettings,
  SettingsError,
  type SettingsOf,
  type SettingsShape,
  wholeNumber,
} from './settings.ts';
export { type ChangedState, feedOfMany, feedOfOne, opened, type WakeUpSource } from './state-feed.ts';
export { returnOriginsOf, returnSettings, STOREFRONT_URL } from './storefront.ts';
export { type VersionNet, versionNet } from './version-net.ts';
export {
  type AskShop,
  type Context,
  defineSubgraph,
  defineSubgraphWithoutDatabase,
  type Parts,
  type SomeSubgraph,
  type Subgraph,
  type SubgraphName,
  subgraphNames,
} from './subgraph.ts';
export { traceIdOf } from './trace.ts';
