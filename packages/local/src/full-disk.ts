import { SetupError } from './setup-error.ts';

/** Says so plainly when what a server wrote before it gave up means that the disk is full. */
export function rejectFullDisk(text: string, directory: string): void {
  if (/no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i.test(text)) {
    throw new SetupError(`The disk that holds ${directory} is full: free some space there and start again.`);
  }
}
