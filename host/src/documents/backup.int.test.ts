import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { processEnvironment } from '@micromart/service';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'micromart-backup-'));
  await writeFile(path.join(home, '.env'), 'POSTGRES_PASSWORD=secret\n');
});

afterEach(() => rm(home, { recursive: true }));

/** Plays the lines of the manual in the shell of somebody who copies them, with something else in the place of Docker. @returns the exit code. */
async function backUp(docker: string): Promise<number | null> {
  const manual = await readFile(path.resolve(import.meta.dirname, '../../../docs/docker-compose.md'), 'utf8');
  const [, lines = ''] = /\*\*Backup\.\*\*[^]*?```sh\n([^]*?)```/.exec(manual) ?? [];
  expect(lines).toContain('pg_basebackup');
  const { PATH } = processEnvironment;
  return spawnSync('bash', ['-c', `docker() { ${docker}; }\n${lines}`], { cwd: home, env: { PATH, HOME: home } }).status;
}

const archive = async (): Promise<string> => gunzipSync(await readFile(path.join(home, 'micromart.tar.gz'))).toString();

test('a backup, by the manual, that finds no PostgreSQL leaves the one before as it is, and says so', async () => {
  expect(await backUp('echo -n good')).toBe(0);
  expect(await archive()).toBe('good');
  expect(await readFile(path.join(home, 'micromart.env'), 'utf8')).toBe('POSTGRES_PASSWORD=secret\n');
  expect(await backUp('echo -n ha; return 1')).toBe(1);
  expect(await archive()).toBe('good');
  expect(await backUp('echo -n better')).toBe(0);
  expect(await archive()).toBe('better');
});
