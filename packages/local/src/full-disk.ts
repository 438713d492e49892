import { SetupError } from './setup-error.ts';

/** Says so plainly when what a server wrote before it gave up means that the disk is full. */
export function rejectFullDisk(text: string, directory: string): void {
  if (/no space left on device|check free disk space|ENOSPC|disk quota exceeded|EDQUOT/i.test(text)) {
    throw new SetupError(`The disk that holds ${directory} is full: free some space there and start again.`);
  }
}

/** Plays something that writes into the directory; whatever it fails with, a full disk is told as one. */
export async function tellingFullDisk<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    rejectFullDisk(String(error), directory);
    throw error;
  }
}
