import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '@micromart/local';

/**
 * A way to a server that a test can freeze, as when the process behind it is stopped or its machine vanishes: connections are taken, and nothing
 * moves. Or take away: connections break, and new ones are refused.
 */
export interface Freezer {
  readonly url: string;
  freeze(): void;
  thaw(): void;
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
  close(): Promise<void>;
}

type Pair = readonly [near: Socket, far: Socket];

export async function openFreezer(target: string): Promise<Freezer> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<Pair>();
  // not one that the system chooses: while it is given up, the system might give it to somebody else
  const own = await freePort();
  let isFrozen = false;

  const apply = ([near, far]: Pair): void => {
    if (isFrozen) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    } else {
      near.pipe(far);
      far.pipe(near);
    }
  };
  const server = createServer(near => {
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    apply(pair);
  });

  async function listen(): Promise<void> {
    server.listen(own, '127.0.0.1');
    await once(server, 'listening');
  }

  async function close(): Promise<void> {
    const closed = new Promise(resolve => server.close(resolve));
    for (const [near] of pairs) near.destroy();
    await closed;
  }

  const freeze = (frozen: boolean): void => {
    isFrozen = frozen;
    pairs.forEach(apply);
  };
  await listen();
  return {
    url: `http://127.0.0.1:${own}`,
    freeze: () => freeze(true),
    thaw: () => freeze(false),
    takeAway: close,
    bringBack: listen,
    close,
  };
}
