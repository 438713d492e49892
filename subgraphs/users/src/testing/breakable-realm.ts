import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The way to a realm, on which a test lets things go wrong. */
export interface BreakableRealm {
  /** For ISSUER_INTERNAL_URL. */
  readonly url: string;
  /** From now on what fits is answered 503, or by silence, before (`undone`) or after (`done`) it reached the realm. Left out, all goes well again. */
  breakOn(fits?: (method: string, path: string) => boolean, how?: 'undone' | 'done' | 'silence'): void;
  /** Holds the next request back that fits, until `letGo`; others pass. */
  holdNext(fits: (method: string, path: string) => boolean): HeldRequest;
  /** What was asked since the last call: `POST /users/…/role-mappings/realm`. */
  asked(): readonly string[];
  close(): Promise<void>;
}

export interface HeldRequest {
  /** Resolves when it has come. */
  readonly came: Promise<void>;
  letGo(): void;
}

export async function breakableRealm(issuer: string): Promise<BreakableRealm> {
  const realm = new URL(issuer);
  let broken: (method: string, path: string) => boolean = () => false;
  let manner: 'undone' | 'done' | 'silence' = 'undone';
  let asked: string[] = [];
  let hold: ((method: string, path: string) => Promise<void> | undefined) | undefined;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    asked.push(`${method} ${url.replace(/^.*\/realms\/[^/]+/, '')}`);
    await hold?.(method, url);
    const fails = broken(method, url);
    if (fails && manner === 'silence') return;
    if (fails && manner === 'undone') return void response.writeHead(503).end();
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(new URL(url, realm.origin), {
      method,
      headers: { authorization, ...(type === '' ? {} : { 'content-type': type }) },
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (fails) return void response.writeHead(503).end();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(answer.status === 204 ? undefined : text);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${realm.pathname}`,
    breakOn(fits = () => false, how = 'undone') {
      broken = fits;
      manner = how;
    },
    holdNext(fits) {
      const came = signal();
      const letGo = signal();
      hold = (method, path) => {
        if (!fits(method, path)) return undefined;
        hold = undefined;
        came.give();
        return letGo.given;
      };
      return { came: came.given, letGo: letGo.give };
    },
    asked() {
      const since = asked;
      asked = [];
      return since;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function signal() {
  let give = (): void => undefined;
  const given = new Promise<void>(resolve => {
    give = resolve;
  });
  return { given, give };
}
