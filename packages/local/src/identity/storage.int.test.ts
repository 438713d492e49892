import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { stored } from './storage.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'micromart-storage-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('what was saved is there at the next start, however many saved at once', async () => {
  const path = join(directory, 'numbers.json');
  const file = await stored(path, z.array(z.number()), () => []);
  const numbers = Array.from({ length: 50 }, (_, index) => index);
  await Promise.all(
    numbers.map(number => {
      file.value.push(number);
      return file.save();
    }),
  );
  expect((await stored(path, z.array(z.number()), () => [])).value).toEqual(numbers);
  expect(await readdir(directory)).toEqual(['numbers.json']);
});

test('a file that cannot be read stops the start, is named and is left alone', async () => {
  const path = join(directory, 'broken.json');
  await writeFile(path, '{"half":');
  await expect(stored(path, z.array(z.number()), () => [])).rejects.toMatchObject({
    name: 'SetupError',
    message: `${path} cannot be read; remove it to begin anew`,
  });
  expect(await readFile(path, 'utf8')).toBe('{"half":');
});
