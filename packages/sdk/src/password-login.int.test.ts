import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { passwordLogin } from './password-login.ts';

let server: Server;
let issuer: string;
let grants: URLSearchParams[];
let refuse: (form: URLSearchParams) => boolean;
let now: number;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const json = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (request.url?.endsWith('/.well-known/openid-configuration') === true) return json(200, { token_endpoint: `${issuer}/token` });
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const form = new URLSearchParams(text);
  grants.push(form);
  if (refuse(form)) return json(form.get('grant_type') === 'password' ? 401 : 400, { error: 'invalid_grant' });
  json(200, { access_token: `access ${grants.length}`, refresh_token: `refresh ${grants.length}`, expires_in: 60 });
}

beforeEach(async () => {
  grants = [];
  refuse = () => false;
  now = 0;
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/realms/micromart`;
});
afterEach(() => new Promise(resolve => server.close(resolve)));

const login = (password = 'alice') => passwordLogin({ issuer, clientId: 'storefront', username: 'alice', password, now: () => now });
const types = (): (string | null)[] => grants.map(form => form.get('grant_type'));

test('a token is kept while it is good, and refreshed by one request when it is nearly over, however many ask', async () => {
  const alice = login();
  expect(await Promise.all([alice.token(), alice.token()])).toEqual(['access 1', 'access 1']);
  now += 29_000;
  expect(await alice.token()).toBe('access 1');
  now += 2_000;
  expect(await Promise.all([alice.token(), alice.token()])).toEqual(['access 2', 'access 2']);
  expect(types()).toEqual(['password', 'refresh_token']);
  expect(grants[1]?.get('refresh_token')).toBe('refresh 1');
  expect(grants[0]?.get('client_id')).toBe('storefront');
});

test('somebody whose session is gone is logged in again', async () => {
  const alice = login();
  await alice.token();
  now += 60_000;
  refuse = form => form.get('grant_type') === 'refresh_token';
  expect(await alice.token()).toBe('access 3');
  expect(types()).toEqual(['password', 'refresh_token', 'password']);
});

test('a wrong password is told from a server that is away', async () => {
  refuse = () => true;
  await expect(login('wrong').token()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(passwordLogin({ issuer: 'http://127.0.0.1:1', clientId: 'c', username: 'u', password: 'p' }).token()).rejects.toMatchObject({
    code: 'NETWORK',
  });
});
