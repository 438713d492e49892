import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { claimDirectory } from './claim-directory.ts';
import { tellingFullDisk } from './full-disk.ts';
import { endProcess } from './processes.ts';

export interface ServerOnDirectory<Started> {
  /** Starts the server; the directory is there, absolute, and nobody else's. */
  readonly launch: (directory: string) => Promise<Started>;
  /** What it is told to end by, kindly and then at once, `patience` milliseconds later. */
  readonly signals: readonly [NodeJS.Signals, NodeJS.Signals];
  readonly patience?: number;
}

/**
 * Starts a server that keeps its data in a directory. The directory is claimed until the server has stopped, or did not start.
 * @throws SetupError when another MicroMart uses the directory, or the disk is full.
 */
export async function startOnDirectory<Started extends { readonly pid: number }>(
  directory: string,
  { launch, signals, patience }: ServerOnDirectory<Started>,
): Promise<Started & { stop(): Promise<void> }> {
  const absolute = path.resolve(directory);
  return tellingFullDisk(absolute, async () => {
    await mkdir(absolute, { recursive: true });
    const claim = await claimDirectory(absolute);
    try {
      const server = await launch(absolute);
      return {
        ...server,
        async stop() {
          await endProcess(server.pid, signals, patience);
          await claim.release();
        },
      };
    } catch (error) {
      await claim.release();
      throw error;
    }
  });
}
