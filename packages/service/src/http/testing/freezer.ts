import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can freeze, as when the process behind it is stopped or its machine vanishes: connections are taken, and nothing moves. */
export interface Freezer {
  readonly url: string;
  freeze(): void;
  thaw(): void;
  close(): void;
}

export async function openFreezer(target: string): Promise<Freezer> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  const apply = ([near, far]: readonly [Socket, Socket]): void => {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      if (isFrozen) from.unpipe(to).pause();
      else from.pipe(to);
    }
  };
  const server = createServer(near => {
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
    apply(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const set = (frozen: boolean): void => {
    isFrozen = frozen;
    pairs.forEach(apply);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => set(true),
    thaw: () => set(false),
    close() {
      server.close();
      for (const [near] of pairs) near.destroy();
    },
  };
}
