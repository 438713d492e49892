import { randomBytes, randomInt } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The right to use something, held by this process until it is released or the process ends, in whatever way. */
export interface Claim {
  release(): Promise<void>;
}

/** Claims by name. A listening local socket is the claim: unlike a file with a pid, the kernel takes it away with the process. */
export interface Claims {
  /** Undefined when a living process holds it. */
  take(name: string): Promise<Claim | undefined>;
  isHeld(name: string): Promise<boolean>;
}

const listen = (address: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server.unref()));
  });

const claimOf = (server: Server): Claim => ({ release: () => new Promise(resolve => void server.close(() => resolve())) });

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Whether a process listens there; one that is too busy to be reached does. */
const answers = (address: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', error => resolve(!['ECONNREFUSED', 'ENOENT'].includes(codeOf(error) ?? '')));
  });

/** Of Linux: sockets without a file, whose names the kernel gives to one at a time. */
export const abstractSockets: Claims = {
  async take(name) {
    try {
      return claimOf(await listen(`\0${name}`));
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      return undefined;
    }
  },
  isHeld: name => answers(`\0${name}`),
};

/** Of several that come at once all may step back from each other; so often, and after so long at most (milliseconds), they look again. */
const TRIES = 4;
const LONGEST_PAUSE = 40;

/**
 * Elsewhere, where a socket's file outlives its process, and two that found the same dead one could both take its place: each who comes listens
 * under a name that nobody had before, and has the claim when nobody else answers in the folder of that claim. Only then are dead ones removed.
 * @param folder for the folders of all claims; its path is short, because that of a socket has to be.
 */
export const socketFiles = (folder: string): Claims => {
  async function tryOnce(room: string): Promise<Claim | undefined> {
    const own = randomBytes(6).toString('base64url');
    const claim = claimOf(await listen(path.join(room, own)));
    try {
      const found = await readdir(room);
      const others = found.filter(name => name !== own).map(name => path.join(room, name));
      // who holds the claim may have come by before our socket listened, and have removed it for a dead one
      if (found.includes(own) && !(await anyAnswers(others))) {
        await Promise.all(others.map(other => rm(other, { force: true })));
        return claim;
      }
    } catch (error) {
      await claim.release();
      throw error;
    }
    await claim.release();
    return undefined;
  }

  return {
    async take(name) {
      const room = path.join(folder, name);
      await mkdir(room, { recursive: true, mode: 0o700 });
      for (let tries = 1; ; tries += 1) {
        const claim = await tryOnce(room);
        if (claim !== undefined || tries === TRIES) return claim;
        await pause(randomInt(LONGEST_PAUSE));
      }
    },
    async isHeld(name) {
      const room = path.join(folder, name);
      const found = await readdir(room).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      });
      return anyAnswers(found.map(other => path.join(room, other)));
    },
  };
};

const anyAnswers = async (addresses: readonly string[]): Promise<boolean> => (await Promise.all(addresses.map(answers))).includes(true);
