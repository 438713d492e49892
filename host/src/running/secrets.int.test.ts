import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SetupError } from '@micromart/local';
import { readHostSettings } from '../settings.ts';
import { openSecrets } from './secrets.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-secrets-'));
});

afterEach(() => rm(directory, { recursive: true }));

const open = () => openSecrets(readHostSettings({ MICROMART_DATA: directory }));

test('a shop has the same secrets at its next start', async () => {
  const made = await open();
  expect(await open()).toEqual(made);
  expect(await readdir(directory)).toEqual(['secrets.json']);
});

test.each([
  ['empty', ''],
  ['half of one', '{"passportPrivateKey":'],
  ['of something else', '{"orderTokenSecret":7}'],
])('a file of secrets that is %s is named in a sentence, with what to do, and is left alone', async (_, text) => {
  const at = path.join(directory, 'secrets.json');
  await writeFile(at, text);
  const opened = open();
  await expect(opened).rejects.toThrow(SetupError);
  await expect(opened).rejects.toThrow(`The secrets in ${at} cannot be read: put that file back, or remove it`);
  expect(await readFile(at, 'utf8')).toBe(text);
});
