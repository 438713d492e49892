import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logger.ts';

export interface DrainingServer {
  readonly isDraining: boolean;
  /** Resolves with the address that it listens on, as a URL. Rejects when the port is taken. Port 0 takes a free one. */
  listen(port: number, host: string): Promise<string>;
  /** Answers what runs, and no more; ends what is left after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

/** WebSockets of a server. */
export interface Upgrades {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks clients to come again elsewhere; resolves when the last connection is closed. */
  drain(): Promise<void>;
  /** Ends what is left. */
  terminate(): void;
}

export interface DrainingServerOptions {
  readonly serve: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;
  /** By path; everything else may not be upgraded. */
  readonly upgrades?: ReadonlyMap<string, Upgrades>;
  /** A client that takes longer than this (milliseconds) to send its request is answered 408. Thirty seconds, if left out. */
  readonly patience?: number;
  /**
   * So long (milliseconds) a draining server goes on to take requests, and says with each answer that the connection ends: who keeps connections
   * open learns of it by an answer, not by a request that is lost. A second, if left out.
   */
  readonly farewell?: number | undefined;
  readonly logger: Logger;
}

const PATIENCE = 30_000;
/** Longer than callers keep a connection that they do not use (milliseconds), so that it is they who close it, and never under a request. */
const KEEP_ALIVE = 65_000;
const FAREWELL = 1_000;
const CHECKED_EVERY = 20;

/** A plain HTTP server that can be stopped under load. */
export function createDrainingServer({
  serve,
  upgrades = new Map(),
  patience = PATIENCE,
  farewell = FAREWELL,
  logger,
}: DrainingServerOptions): DrainingServer {
  const running = new Set<ServerResponse>();
  const connections = new Set<Duplex>();
  let draining = false;

  const limits = { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience / 4, keepAliveTimeout: KEEP_ALIVE };
  const server = http.createServer(limits, (request, response) => {
    running.add(response);
    response.once('close', () => running.delete(response));
    if (draining) response.setHeader('connection', 'close');
    serve(request, response, pathOf(request)).catch((err: unknown) => {
      logger.error({ err, path: pathOf(request) }, 'a request failed');
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  server.on('connection', (socket: Duplex) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', err => logger.debug({ err }, 'a connection broke'));
    const found = upgrades.get(pathOf(request));
    if (found === undefined) socket.end(NOT_FOUND);
    else if (draining) socket.end(UNAVAILABLE);
    else found.upgrade(request, socket, head);
  });

  async function sayFarewell(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (connections.size > 0 && performance.now() < end) await pause(CHECKED_EVERY);
  }

  return {
    get isDraining() {
      return draining;
    },
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
      const end = performance.now() + milliseconds;
      draining = true;
      for (const response of running) if (!response.headersSent) response.setHeader('connection', 'close');
      const drained = Promise.all([...upgrades.values()].map(each => each.drain()));
      await sayFarewell(Math.min(farewell, milliseconds));
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      const timer = setTimeout(
        () => {
          for (const each of upgrades.values()) each.terminate();
          server.closeAllConnections();
        },
        Math.max(end - performance.now(), 0),
      );
      await Promise.all([closed, drained]);
      clearTimeout(timer);
    },
  };
}

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
const UNAVAILABLE = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
