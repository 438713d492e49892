import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { faultCode, type Logger, readBody } from '@micromart/service';
import { type Dispatcher, Pool } from 'undici';

export interface ProxyOptions {
  /** Of the processes that serve the pages: the first that takes the request answers it. */
  readonly urls: readonly string[];
  readonly logger: Logger;
}

export interface PageProxy {
  /** Pages by path, for the gateway's `handlers`. */
  readonly listener: RequestListener;
  close(): Promise<void>;
}

const CONNECTIONS = 32;
const CONNECT = 2_000;
/** Milliseconds that a page may take. */
const TIMEOUT = 15_000;
/** Of a form. */
const MOST_BYTES = 100_000;

/** What concerns one connection, and not the page (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
]);

/** Shows the pages that another process serves, at the same paths. */
export function proxyPages({ urls, logger }: ProxyOptions): PageProxy {
  const pools = urls.map(url => {
    const { origin } = new URL(url);
    return new Pool(origin, { connections: CONNECTIONS, connect: { timeout: CONNECT }, headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT });
  });
  let turn = 0;

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MOST_BYTES);
    if (body.kind === 'aborted') return;
    if (body.kind === 'too large') return void response.writeHead(413, { connection: 'close' }).end();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const page = await firstOf({
      method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
      path: request.url ?? '/',
      headers: { ...forwarded(request.headers), ...whence(request) },
      body: body.text === '' ? null : body.text,
      signal: gone.signal,
    });
    response.writeHead(page.statusCode, forwarded(page.headers));
    for await (const chunk of page.body) if (!response.write(chunk)) await once(response, 'drain', { signal: gone.signal });
    response.end();
  }

  /** What a form says is sent once, unless it was certainly not received. */
  async function firstOf(asked: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
    turn = (turn + 1) % pools.length;
    let last: unknown;
    for (const pool of [...pools.slice(turn), ...pools.slice(0, turn)]) {
      try {
        return await pool.request(asked);
      } catch (error) {
        last = error;
        if (asked.method !== 'GET' && !isNotReceived(error)) break;
      }
    }
    throw last;
  }

  return {
    listener: (request, response) => {
      forward(request, response).catch((err: unknown) => {
        logger.warn({ err, path: request.url }, 'a page could not be fetched');
        if (response.headersSent) return response.destroy();
        response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end('This page is not there at the moment. Please try again.\n');
      });
    },
    async close() {
      await Promise.all(pools.map(pool => pool.destroy()));
    },
  };
}

const isNotReceived = (error: unknown): boolean => ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'].includes(String(faultCode(error)));

/** For links that the pages make: who asked, and for which address. */
const whence = ({ headers, socket }: IncomingMessage): Record<string, string> => ({
  'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(part => part !== undefined).join(', '),
  'x-forwarded-host': String(headers['x-forwarded-host'] ?? headers.host ?? ''),
  'x-forwarded-proto': String(headers['x-forwarded-proto'] ?? 'http'),
});

const forwarded = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !OF_THE_CONNECTION.has(entry[0])),
  );
