import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { claimPort, freePort } from './ports.ts';
import { SetupError } from './setup-error.ts';

test('ports that are given stay free of outgoing connections, and none is given twice', async () => {
  const ports: number[] = [];
  while (ports.length < 300) ports.push(await freePort());
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) expect(port >= 20_000 && port < 32_768).toBe(true);
});

test('a port that is taken is refused with what can be done', async () => {
  const port = await claimPort(0, 'the gateway');
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  await expect(claimPort(port, 'the gateway', 'GATEWAY_PORT')).rejects.toThrow(
    new SetupError(`Port ${port}, which the gateway needs, is taken: end the program that listens there, or set GATEWAY_PORT.`),
  );
  server.close();
});
