import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as passing } from 'node:timers/promises';

/** What stands before several gateways and sends each connection to one of them, as a load balancer in front would do. */
export interface Balancer {
  /** Where clients connect. */
  readonly url: string;
  close(): Promise<void>;
}

interface Backend {
  readonly port: number;
  ready: boolean;
}

/** How often a gateway is asked whether it is ready, and how long it may take to answer (milliseconds). */
const EVERY = 200;
const PATIENCE = 2_000;

/**
 * Round robin over connections. A gateway is passed over while its `/readyz` is not 200, and when it takes no connection; while none is
 * ready all are tried, so that clients are told by a gateway what is wrong, and not by silence.
 */
export async function openBalancer(port: number, gatewayPorts: readonly number[]): Promise<Balancer> {
  const backends = gatewayPorts.map((gatewayPort): Backend => ({ port: gatewayPort, ready: true }));
  const sockets = new Set<Socket>();
  const closed = new AbortController();
  let turn = 0;

  /** All of them: those that are ready, beginning with the one whose turn it is, and then the others in the same way. */
  function inTurn(): readonly Backend[] {
    turn += 1;
    const rotated = (some: readonly Backend[]): readonly Backend[] => [...some.slice(turn % some.length), ...some.slice(0, turn % some.length)];
    return [...rotated(backends.filter(({ ready }) => ready)), ...rotated(backends.filter(({ ready }) => !ready))];
  }

  async function join(client: Socket): Promise<void> {
    for (const backend of inTurn()) {
      const inside = await reached(backend.port);
      if (inside === undefined) continue;
      if (client.destroyed) return void inside.destroy();
      keep(inside);
      // what was answered before the end still reaches the client
      inside.on('close', broken => (broken ? client.destroy() : client.end()));
      client.on('close', () => inside.destroy());
      client.pipe(inside).pipe(client);
      return;
    }
    client.destroy();
  }

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    // a broken connection closes both sides: that is all that there is to do about it
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }

  async function watch(backend: Backend): Promise<void> {
    while (!closed.signal.aborted) {
      backend.ready = await isReady(backend.port);
      await passing(EVERY, undefined, { signal: closed.signal }).catch(() => undefined);
    }
  }

  const server = createServer({ allowHalfOpen: true }, client => {
    keep(client);
    void join(client);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const watching = backends.map(watch);
  return {
    url: `http://localhost:${port}`,
    async close() {
      closed.abort();
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(watching);
    },
  };
}

/** A connection to a port of this machine; undefined when nobody takes it. */
async function reached(port: number): Promise<Socket | undefined> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    socket.destroy();
    return undefined;
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(PATIENCE), headers: { connection: 'close' } });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
