import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface GatewayMetrics {
  /** By kind of operation and how it ended: `ok`, or the code of its first error. */
  readonly operations: Counter<'kind' | 'outcome'>;
  readonly operationSeconds: Histogram<'kind'>;
  /** Requests that were refused before they were planned. */
  readonly refusals: Counter<'code'>;
  readonly fetches: Counter<'subgraph' | 'outcome'>;
  readonly fetchSeconds: Histogram<'subgraph'>;
  readonly subscriptions: Gauge;
  /** Streams of subgraphs that were lost and opened again, or could not be. */
  readonly streamsLost: Counter<'subgraph'>;
  readonly sockets: Gauge;
  /** Clients that were disconnected because they did not read. */
  readonly backlogs: Counter;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const createGatewayMetrics = (registry: Registry): GatewayMetrics => {
  const registers = [registry];
  return {
    operations: new Counter({
      name: 'micromart_gateway_operations_total',
      help: 'Operations by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'micromart_gateway_operation_seconds',
      help: 'Time to answer an operation',
      labelNames: ['kind'],
      buckets: SECONDS,
      registers,
    }),
    refusals: new Counter({
      name: 'micromart_gateway_refusals_total',
      help: 'Requests refused before planning by code',
      labelNames: ['code'],
      registers,
    }),
    fetches: new Counter({
      name: 'micromart_gateway_fetches_total',
      help: 'Requests to subgraphs by outcome',
      labelNames: ['subgraph', 'outcome'],
      registers,
    }),
    fetchSeconds: new Histogram({
      name: 'micromart_gateway_fetch_seconds',
      help: 'Time a subgraph takes to answer',
      labelNames: ['subgraph'],
      buckets: SECONDS,
      registers,
    }),
    subscriptions: new Gauge({ name: 'micromart_gateway_subscriptions', help: 'Open subscriptions', registers }),
    streamsLost: new Counter({
      name: 'micromart_gateway_streams_lost_total',
      help: 'Streams of subgraphs that were lost',
      labelNames: ['subgraph'],
      registers,
    }),
    sockets: new Gauge({ name: 'micromart_gateway_sockets', help: 'Open WebSockets', registers }),
    backlogs: new Counter({
      name: 'micromart_gateway_backlogs_total',
      help: 'Clients that were disconnected because they did not read',
      registers,
    }),
  };
};
