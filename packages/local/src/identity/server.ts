import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { attempts } from './attempts.ts';
import { codes } from './codes.ts';
import { type Answer, json, OAuthError, read } from './exchange.ts';
import type { Identity, IdentityLog } from './identity.ts';
import { openKeys } from './keys.ts';
import { claimPort } from '../ports.ts';
import { SetupError } from '../setup-error.ts';
import { readRealm } from './realm.ts';
import { answer } from './routes.ts';
import { openSessions } from './sessions.ts';
import { openUsers } from './users.ts';

export interface IdentityOptions {
  /** Keycloak's realm file. */
  readonly realmFile: string;
  /** Where keys, registered users and sessions are kept. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What the reader of "the port is taken" can set. */
  readonly portSetting?: string;
  /** A loopback address; `127.0.0.1` by default. */
  readonly host?: string;
  /** The name in the issuer; `localhost` by default. */
  readonly issuerHost?: string;
  /** What stands for `${NAME}` in the realm file. A client's secret that is not given is one that nobody knows. */
  readonly variables?: Readonly<Record<string, string>>;
  /** NODE_ENV: this server has well-known passwords and refuses to run in `production`. */
  readonly environment?: string | undefined;
  readonly log: IdentityLog;
}

export interface IdentityServer {
  /** `http://localhost:8180/realms/micromart` */
  readonly issuer: string;
  /** `http://localhost:8180` */
  readonly url: string;
  readonly port: number;
  /** A new signing key; the one before it stays published, older ones go. */
  rotateKeys(): Promise<void>;
  /** Tokens that were signed with a key before the newest are no longer good. */
  withdrawOldKeys(): Promise<void>;
  stop(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Starts an identity server with Keycloak's paths and claims, for a laptop and for tests. */
export async function startIdentity(options: IdentityOptions): Promise<IdentityServer> {
  const { realmFile, directory, log, host = '127.0.0.1', issuerHost = 'localhost' } = options;
  if (options.environment === 'production')
    throw new SetupError('The local identity server has well-known passwords: in production set ISSUER_URL to the realm of a Keycloak.');
  if (!LOOPBACK.includes(host)) throw new Error(`the local identity server listens on loopback only, not on ${host}`);

  const realm = await readRealm(realmFile, options.variables);
  let issuer = '';
  const keys = await openKeys(() => issuer, join(directory, 'keys.json'));
  const users = await openUsers(realm, directory);
  const sessions = await openSessions(realm, join(directory, 'sessions.json'), Date.now);

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 });
  server.listen(await claimPort(options.port, 'the identity server', options.portSetting), host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://${issuerHost}:${port}`;
  issuer = `${url}/realms/${realm.realm}`;
  const identity: Identity = { realm, issuer, keys, users, sessions, codes: codes(Date.now), attempts: attempts(Date.now), log };
  const names = new Set([...LOOPBACK, '[::1]', issuerHost].map(name => `${name}:${port}`));
  server.on('request', (request, response) => void respond(identity, names, request, response));

  return {
    issuer,
    url,
    port,
    rotateKeys: keys.rotate,
    withdrawOldKeys: keys.withdrawOld,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function respond(identity: Identity, names: ReadonlySet<string>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, cookies, body } = await answered(identity, names, request);
  response.writeHead(status, {
    'x-content-type-options': 'nosniff',
    // not `no-referrer`: browsers then send `Origin: null` with the forms, which are asked for their origin
    'referrer-policy': 'same-origin',
    ...headers,
    ...(cookies === undefined || cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
  });
  response.end(body);
}

async function answered(identity: Identity, names: ReadonlySet<string>, request: IncomingMessage): Promise<Answer> {
  try {
    // a page elsewhere whose name was made to point at this machine must not talk to it
    if (!names.has(request.headers.host ?? '')) return json({ error: 'invalid_request', error_description: 'Unknown host' }, 421);
    return await answer(identity, await read(request));
  } catch (error) {
    if (error instanceof OAuthError) return json({ error: error.code, error_description: error.message }, error.status);
    identity.log.error({ err: error, path: request.url?.split('?')[0] }, 'the identity server failed');
    return json({ error: 'server_error' }, 500);
  }
}
