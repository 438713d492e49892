import { type Client, createClient } from 'graphql-ws';
import type { Settings } from './options.ts';

/** A connection that says nothing for this long is asked whether it is there, and given up after a while (milliseconds). */
const SILENCE = 20_000;
const ANSWER = 10_000;

/**
 * The connection that all subscriptions share: opened by the first and closed after the last. It does not reconnect by itself, because each
 * subscription then needs a fresh token of its own; tokens travel with the operations.
 */
export async function openConnection(settings: Settings): Promise<Client> {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: settings.webSocketUrl,
    webSocketImpl: settings.webSocket ?? (await platformWebSocket()),
    retryAttempts: 0,
    connectionAckWaitTimeout: ANSWER,
    keepAlive: SILENCE,
    on: {
      ping(received) {
        if (!received) unanswered = setTimeout(() => client.terminate(), ANSWER);
      },
      pong(received) {
        if (received) clearTimeout(unanswered);
      },
      closed: () => clearTimeout(unanswered),
    },
  });
  return client;
}

async function platformWebSocket(): Promise<unknown> {
  if ('WebSocket' in globalThis) return globalThis.WebSocket;
  return (await import('ws')).WebSocket;
}
