import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SetupError } from './setup-error.ts';

/** Below those that operating systems give to outgoing connections, which could take a port between now and its use. */
const [LOWEST, HIGHEST] = [20_000, 32_767];
const TRIES = 1_000;

/** Opens the port on loopback for a moment. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(port)));
  });
}

const given = new Set<number>();

/** A port at which nobody listens now, for an address that is to be known beforehand. No process is given the same one twice. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (given.has(port)) continue;
    given.add(port);
    const isFree = await tryPort(port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  throw new SetupError(`No free port was found between ${LOWEST} and ${HIGHEST}.`);
}

/**
 * The port to listen on: the wanted one, or for 0 a free one.
 * @throws SetupError when it is taken; `setting` is what the reader can set to choose another one.
 */
export async function claimPort(wanted: number, server: string, setting = 'another port'): Promise<number> {
  if (wanted === 0) return freePort();
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
