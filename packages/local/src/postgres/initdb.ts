import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { replaceFile, syncDirectory } from '../replace-file.ts';
import { SetupError } from '../setup-error.ts';
import type { PostgresAccount } from './account.ts';

const run = promisify(execFile);

/** The server's superuser, who owns all databases. */
export const OWNER = 'micromart';

const isThere = (data: string): boolean => existsSync(path.join(data, 'PG_VERSION'));

/**
 * The password in `directory`, made at random once: the port is open to every account of the machine.
 * @throws SetupError when there are data, and the password to them is not there or empty.
 */
export async function ownersPassword(directory: string, account: PostgresAccount, data: string): Promise<string> {
  const file = path.join(directory, 'password');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // a power cut may leave an empty file, or one of null bytes
  const isKept = /^[\w-]+$/.test(kept);
  if (!isKept && isThere(data)) {
    throw new SetupError(
      `The password of the data in ${directory} is not in ${file} any more: put that file back, or begin anew with npm run reset.`,
    );
  }
  const password = isKept ? kept : randomBytes(18).toString('base64url');
  if (!isKept) await replaceFile(file, password);
  await account.own(file);
  return password;
}

/**
 * Makes the data directory unless it is there. A half-made one, of a run that was killed meanwhile, never gets its name.
 * @param lasts whether it shall be whole also after a power cut.
 */
export async function initialise(initdb: string, account: PostgresAccount, directory: string, data: string, lasts: boolean): Promise<void> {
  if (isThere(data)) return;
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const {
    file,
    arguments: parameters,
    ...as
  } = account.command(initdb, [
    `--pgdata=${unfinished}`,
    `--username=${OWNER}`,
    `--pwfile=${path.join(directory, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`,
    '--lc-messages=C',
    ...(lasts ? [] : ['--no-sync']),
  ]);
  await run(file, parameters, { ...as, cwd: directory });
  await rename(unfinished, data);
  if (lasts) await syncDirectory(directory);
}
