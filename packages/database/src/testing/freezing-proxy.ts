import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on which everything can be held up, as on a network that drops what it should carry: nothing comes, and nothing breaks. */
export interface FreezingProxy {
  /** The server's address, by way of this proxy. */
  readonly url: string;
  /** Holds up the connections that there are; new ones get through. */
  freeze(): void;
  close(): Promise<void>;
}

export async function freezingProxy(to: string): Promise<FreezingProxy> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const frozen = new WeakSet<Socket>();

  function carry(from: Socket, onward: Socket): void {
    sockets.add(from);
    from.on('data', data => {
      if (!frozen.has(from)) onward.write(data);
    });
    // either side ends whenever it likes
    from.on('error', () => onward.destroy());
    from.on('close', () => {
      sockets.delete(from);
      onward.destroy();
    });
  }

  const server = createServer(socket => {
    const onward = connect({ host: target.hostname, port: Number(target.port) });
    carry(socket, onward);
    carry(onward, socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    freeze() {
      for (const socket of sockets) frozen.add(socket);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
