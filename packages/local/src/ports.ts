import { createServer } from 'node:net';
import { SetupError } from './setup-error.ts';

/** Opens the port on loopback for a moment and says which one it was; 0 takes any free one. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port at which nobody listens now, for an address that is to be known beforehand. */
export const freePort = (): Promise<number> => tryPort(0);

/**
 * The port to listen on: the wanted one, or for 0 a free one.
 * @throws SetupError when it is taken; `setting` is what the reader can set to choose another one.
 */
export async function claimPort(wanted: number, server: string, setting = 'another port'): Promise<number> {
  try {
    return await tryPort(wanted);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new SetupError(`Port ${wanted}, which ${server} needs, is taken: end the program that listens there, or set ${setting}.`);
    if (code === 'EACCES') throw new SetupError(`Port ${wanted}, which ${server} needs, is not allowed to you: set ${setting}, above 1023.`);
    throw error;
  }
}
