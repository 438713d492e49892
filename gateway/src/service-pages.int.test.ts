import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { testGateway } from './testing/gateway.ts';
import { until } from './testing/until.ts';

test('probes tell alive from ready, and Prometheus reads what was counted', async () => {
  let away = false;
  const readiness = {
    redis: async () => {
      if (away) throw new Error('connect ECONNREFUSED 10.1.2.3:6379');
    },
  };
  const gateway = await testGateway({}, { readiness });
  const get = async (path: string) => {
    const response = await fetch(gateway.url + path);
    return [response.status, await response.text()] as const;
  };
  expect(await get('/healthz')).toEqual([200, '{"status":"alive"}\n']);
  expect(await get('/readyz')).toEqual([200, '{"status":"ready"}\n']);
  away = true;
  expect(await get('/readyz')).toEqual([503, '{"status":"not ready","missing":["redis"]}\n']);
  await gateway.ask('{ whoami }');
  expect((await get('/metrics'))[1]).toContain('micromart_gateway_operations_total{kind="query",outcome="ok"} 1');
  expect((await get('/elsewhere'))[0]).toBe(404);
  await gateway.close();
});

test('pages of others stand beside the graph', async () => {
  const handlers = new Map([['/provider/', (_: unknown, response: ServerResponse) => void response.end('approve or deny')]]);
  const gateway = await testGateway({}, { handlers });
  expect(await (await fetch(`${gateway.url}/provider/3ds/1`)).text()).toBe('approve or deny');
  await gateway.close();
});

test('a gateway that closes says that it is not ready, answers what runs, and takes nothing new', async () => {
  const gateway = await testGateway();
  const orders = gateway.shop.subgraph('orders');
  let release = (): void => undefined;
  orders.instead = () =>
    new Promise(resolve => {
      release = () => resolve({ data: { whoami: 'late' } });
    });
  const running = gateway.ask('{ whoami }');
  await until(() => orders.asked.length === 1);
  const closed = gateway.gateway.close({ drainSeconds: 10 });
  const farewell = await fetch(`${gateway.url}/readyz`);
  expect([farewell.status, farewell.headers.get('connection')]).toEqual([503, 'close']);
  await until(() =>
    fetch(`${gateway.url}/healthz`).then(
      () => false,
      () => true,
    ),
  );
  release();
  const answer = await running;
  expect([answer.data, answer.headers.get('connection')]).toEqual([{ whoami: 'late' }, 'close']);
  await closed;
  await gateway.close();
});
