import { expect, test } from '@jest/globals';
import { rejectFullDisk } from './full-disk.ts';
import { SetupError } from './setup-error.ts';

test.each([
  'could not write to file "base/1/1259": No space left on device',
  'could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10\nHINT:  Check free disk space.',
  "ENOSPC: no space left on device, mkdir '/data/redis'",
  "Can't open or create append-only dir data: Disk quota exceeded",
])('a full disk is one sentence that says what to do: %s', output => {
  expect(() => rejectFullDisk(output, '/data')).toThrow(new SetupError('The disk that holds /data is full: free some space there and start again.'));
});

test('other troubles are not taken for a full disk', () => {
  expect(() => rejectFullDisk('could not bind: Address already in use', '/data')).not.toThrow();
});
