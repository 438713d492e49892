import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PostgresAccount } from './account.ts';

const run = promisify(execFile);

/** The server's superuser, who owns all databases. */
export const OWNER = 'micromart';

/** The password in `directory`, made at random once: the port is open to every account of the machine. */
export async function ownersPassword(directory: string, account: PostgresAccount): Promise<string> {
  const file = path.join(directory, 'password');
  if (!existsSync(file)) {
    const unfinished = `${file}.unfinished`;
    await writeFile(unfinished, randomBytes(18).toString('base64url'), { mode: 0o600 });
    await rename(unfinished, file);
  }
  await account.own(file);
  return readFile(file, 'utf8');
}

/** Makes the data directory unless it is there. A half-made one, of a run that was killed meanwhile, never gets its name. */
export async function initialise(initdb: string, account: PostgresAccount, directory: string, data: string): Promise<void> {
  if (existsSync(path.join(data, 'PG_VERSION'))) return;
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
    '--no-sync',
  ]);
  await run(file, parameters, { ...as, cwd: directory });
  await rename(unfinished, data);
}
