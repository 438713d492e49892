import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@micromart/service';
import type { SocketServer } from '../websocket/server.ts';
import { allowOrigins } from './cors.ts';
import type { GraphQLEndpoint } from './graphql-endpoint.ts';

/** A small page for machines. */
export type Page = () => Promise<{ readonly status: number; readonly type: string; readonly body: string }>;

export interface HttpServerOptions {
  readonly graphql: GraphQLEndpoint;
  readonly sockets: SocketServer;
  readonly pages: ReadonlyMap<string, Page>;
  /** Others' pages, by the beginning of their path. */
  readonly handlers: ReadonlyMap<string, RequestListener>;
  readonly corsOrigins: readonly string[];
  readonly logger: Logger;
}

export interface HttpServer {
  /** Resolves with the address that it listens on, as a URL. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<string>;
  /** Answers what runs, and no more; ends what is left after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

const GRAPHQL_PATH = '/graphql';
/** A client that takes longer than this (milliseconds) to send its request is not served. */
const REQUEST_TIMEOUT = 30_000;

export function createHttpServer({ graphql, sockets, pages, handlers, corsOrigins, logger }: HttpServerOptions): HttpServer {
  const cors = allowOrigins(corsOrigins);
  const prefixes = [...handlers];
  let draining = false;

  const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT }, (request, response) => {
    serve(request, response).catch((err: unknown) => {
      logger.error({ err, path: pathOf(request) }, 'a request failed');
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (draining) response.setHeader('connection', 'close');
    const path = pathOf(request);
    if (path === GRAPHQL_PATH) {
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('cache-control', 'no-store');
      cors(request, response);
      if (request.method !== 'OPTIONS') return graphql(request, response);
      response.writeHead(204).end();
      return;
    }
    const page = pages.get(path);
    if (page !== undefined) {
      const { status, type, body } = await page();
      response.writeHead(status, { 'content-type': type }).end(body);
      return;
    }
    const handler = prefixes.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (handler !== undefined) return void handler(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here; the graph is at /graphql.\n');
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', err => logger.debug({ err }, 'a connection broke'));
    if (pathOf(request) === GRAPHQL_PATH) sockets.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const { port: taken } = server.address() as AddressInfo;
          resolve(`http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? 'localhost' : host}:${taken}`);
        });
      }),
    async close(milliseconds) {
      draining = true;
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      const ended = Promise.all([closed, sockets.drain()]);
      const timer = setTimeout(() => {
        sockets.terminate();
        server.closeAllConnections();
      }, milliseconds);
      await ended;
      clearTimeout(timer);
    },
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
