import { type Client, type ClientOptions, createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestGateway } from './gateway.ts';
import { until } from './until.ts';

/** Follows the order `$id`; what it costs and which product it is for come from other subgraphs. */
export const LIVE = 'subscription Live($id: ID!) { orderUpdated(id: $id) { ...F } } fragment F on Order { id state: status fee product { name } }';

const webSocketUrl = ({ url }: TestGateway): string => `${url.replace('http', 'ws')}/graphql`;

/** A client that does not come again by itself when its connection is closed. */
export const liveClient = (gateway: TestGateway, options: Partial<ClientOptions> = {}): Client =>
  createClient({ url: webSocketUrl(gateway), webSocketImpl: WebSocket, retryAttempts: 0, ...options });

/** Until the gateway follows an order for somebody. */
export const followed = ({ shop }: TestGateway): Promise<true> => until(() => shop.streams() > 0);

/** The next event of a stream. @throws Error when it has ended. */
export async function next<Data>(results: AsyncIterator<FormattedExecutionResult<Data, unknown>>): Promise<FormattedExecutionResult<Data, unknown>> {
  const { done, value } = await results.next();
  if (done === true) throw new Error('the stream ended');
  return value;
}

/** Follows an order and reads nothing, while one large event comes after the other, until the gateway follows the order no more. */
export async function followWithoutReading(gateway: TestGateway): Promise<void> {
  const socket = new WebSocket(webSocketUrl(gateway), 'graphql-transport-ws');
  await new Promise(resolve => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await new Promise(resolve => socket.once('message', resolve));
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: LIVE, variables: { id: '1' } } }));
  await followed(gateway);
  socket.pause();
  const status = 'x'.repeat(100_000);
  await until(() => {
    gateway.shop.push({ id: '1', status, total: 1 });
    return gateway.shop.streams() === 0;
  });
  socket.terminate();
}
