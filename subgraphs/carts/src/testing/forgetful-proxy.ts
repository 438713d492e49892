import { connect, createServer, type Socket } from 'node:net';

/** A way to a Redis that loses an answer when it is told to: the connection breaks in the place of it. */
export interface ForgetfulProxy {
  readonly port: number;
  /** The next answer is lost. */
  loseAnswer(): void;
  close(): Promise<void>;
}

export async function forgetfulProxy(to: string): Promise<ForgetfulProxy> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let losing = false;
  const server = createServer(socket => {
    const onward = connect({ host: target.hostname, port: Number(target.port) });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(one);
      // either side ends whenever it likes
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    socket.pipe(onward);
    onward.on('data', answer => {
      if (losing) socket.destroy();
      else socket.write(answer);
      losing = false;
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    loseAnswer() {
      losing = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
