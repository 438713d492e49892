import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut: what it carried is reset, and who comes meanwhile is turned away. */
export interface CuttableProxy {
  /** The server's address, by way of this proxy. */
  readonly url: string;
  cut(): void;
  restore(): void;
  /** Drops what it should carry, without breaking a connection, as a network may; who comes afterwards gets through. */
  freeze(): void;
  /** The next answer is lost: its connection breaks in the place of it. */
  loseAnswer(): void;
  close(): Promise<void>;
}

export async function cuttableProxy(to: string): Promise<CuttableProxy> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isLosing = false;

  function keep(socket: Socket, other: Socket): void {
    sockets.add(socket);
    // Either side may be reset at any time: that is what this is for.
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  }

  const server = createServer(socket => {
    if (isCut) return void socket.destroy();
    const onward = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    socket.setNoDelay(true);
    keep(socket, onward);
    keep(onward, socket);
    // heard before the pipe, which writes nothing to who is gone
    onward.on('data', () => {
      if (isLosing) socket.destroy();
      isLosing = false;
    });
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: url.href,
    cut,
    restore() {
      isCut = false;
    },
    freeze() {
      for (const socket of sockets) socket.unpipe().resume();
    },
    loseAnswer() {
      isLosing = true;
    },
    async close() {
      cut();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
