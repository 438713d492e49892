import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.ts';

/** The right to use a directory of data, held by this process until it is released or the process ends, in whatever way. */
export interface Claim {
  release(): Promise<void>;
}

/** Milliseconds between two looks whether a directory is free by now. */
const LOOK = 100;

const listen = (address: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server.unref()));
  });

const answers = (address: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/**
 * Claims a directory, so that two runs never use one server's files. A listening local socket is the claim: unlike a file with a pid, the
 * kernel takes it away with the process. On Linux it has no file at all.
 * @throws SetupError when a living process holds it.
 */
export async function claimDirectory(directory: string): Promise<Claim> {
  const claim = await claimIfFree(directory);
  if (claim !== undefined) return claim;
  throw new SetupError(`Another MicroMart is running with the data in ${directory}: stop it first, with Ctrl-C in its terminal.`);
}

/** Claims a directory once whoever holds it lets go of it, however long that takes. */
export async function claimInTurn(directory: string): Promise<Claim> {
  for (;;) {
    const claim = await claimIfFree(directory);
    if (claim !== undefined) return claim;
    await sleep(LOOK);
  }
}

async function claimIfFree(directory: string): Promise<Claim | undefined> {
  const name = `micromart-${createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 32)}`;
  const isAbstract = process.platform === 'linux';
  const address = isAbstract ? `\0${name}` : path.join(tmpdir(), `${name}.sock`);
  const claim = async (): Promise<Server | undefined> => {
    try {
      return await listen(address);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (isAbstract || (await answers(address))) return undefined;
      await unlink(address);
      return listen(address);
    }
  };
  const server = await claim();
  return server && { release: () => new Promise(resolve => void server.close(() => resolve())) };
}
