import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { createLogger } from '@micromart/service';
import { type TestGateway, testGateway } from '../testing/gateway.ts';
import { type PageProxy, proxyPages } from './proxy-pages.ts';

const servers: http.Server[] = [];
let gateway: TestGateway | undefined;
let proxy: PageProxy | undefined;
afterEach(async () => {
  await gateway?.close();
  await proxy?.close();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const serve = async (listener: http.RequestListener): Promise<string> => {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

async function stop(url: string): Promise<void> {
  const server = servers.find(each => (each.address() as AddressInfo | null)?.port === Number(new URL(url).port));
  await new Promise(resolve => server?.close(resolve));
}

async function gatewayOver(...urls: string[]): Promise<string> {
  proxy = proxyPages({ urls, logger: createLogger({ level: 'silent', name: 'gateway' }) });
  gateway = await testGateway({}, { handlers: new Map([['/provider/', proxy.listener]]) });
  return gateway.url;
}

test('a page of another process is shown as it is, and a form reaches it', async () => {
  const url = await gatewayOver(
    await serve((request, response) => {
      response.writeHead(request.method === 'POST' ? 303 : 200, { location: '/thanks', 'x-host': String(request.headers['x-forwarded-host']) });
      void text(request).then(body =>
        response.end(JSON.stringify({ method: request.method, url: request.url, type: request.headers['content-type'], body })),
      );
    }),
  );
  const page = await fetch(`${url}/provider/3ds/1?lang=en`);
  expect(page.headers.get('x-host')).toBe(new URL(url).host);
  expect(await page.json()).toEqual({ method: 'GET', url: '/provider/3ds/1?lang=en', body: '' });
  const answer = await fetch(`${url}/provider/3ds/1`, { method: 'POST', body: new URLSearchParams({ choice: 'approve' }), redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thanks']);
  const form = { method: 'POST', url: '/provider/3ds/1', type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'choice=approve' };
  expect(await answer.json()).toEqual(form);
});

test('a replica that is away is passed over, and when all are, the answer says nothing of their addresses', async () => {
  const answering: http.RequestListener = (_, response) => void response.end('here');
  const [first, second] = [await serve(answering), await serve(answering)];
  const url = await gatewayOver(first, second);
  await stop(first);
  for (const method of ['GET', 'POST', 'GET', 'POST']) expect(await (await fetch(`${url}/provider/`, { method })).text()).toBe('here');
  await stop(second);
  const answer = await fetch(`${url}/provider/`);
  expect(answer.status).toBe(502);
  expect(await answer.text()).not.toMatch(/127\.0\.0\.1|ECONN/);
});
