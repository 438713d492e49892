import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../setup-error.ts';

const run = promisify(execFile);

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** Whom PostgreSQL's programs run as: never root, which they refuse. */
export interface PostgresAccount {
  command(file: string, parameters: readonly string[]): Command;
  /** Hands a file or folder over to the account. */
  own(file: string): Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async flag => Number((await run('id', [flag, name])).stdout)));
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

/** Who owns the data that is there already. */
async function ownerOf(file: string): Promise<Account | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether every folder on the way to `file` lets others pass. A clone in /root, or in what mktemp -d made, does not. */
async function isReachable(file: string, { uid }: Account): Promise<boolean> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { mode, uid: owner } = await stat(folder);
    if ((mode & 0o001) === 0 && owner !== uid) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * For an ordinary user, the programs as they are. For root, the account that owns the data, else one that every system has: `postgres` or
 * `nobody`. Where it cannot enter the clone, it is lent the one right to pass folders, which changes nothing on disk.
 * @throws SetupError when the data belongs to another user, or root finds no account to use.
 */
export async function postgresAccount(directory: string): Promise<PostgresAccount> {
  const owner = await ownerOf(path.join(directory, 'data'));
  const user = process.getuid?.();
  if (user !== 0) {
    if (owner !== undefined && user !== undefined && owner.uid !== user) {
      throw new SetupError(
        `The data in ${directory} belongs to another user, as after a start with sudo: start MicroMart as that user or remove it.`,
      );
    }
    return { command: (file, parameters) => ({ file, arguments: parameters }), own: async () => undefined };
  }
  const account = owner ?? (await accountNamed('postgres')) ?? (await accountNamed('nobody'));
  if (account === undefined) throw new SetupError('PostgreSQL does not run as root: start MicroMart as an ordinary user.');
  const own = (file: string): Promise<void> => chown(file, account.uid, account.gid);
  await own(directory);
  if ((await isReachable(import.meta.filename, account)) && (await isReachable(path.join(directory, '-'), account))) {
    return { command: (file, parameters) => ({ file, arguments: parameters, uid: account.uid, gid: account.gid }), own };
  }
  const lend = [
    ...[`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
    // access(2), with which PostgreSQL looks for its own programs, would set the right aside otherwise.
    '--securebits=+no_setuid_fixup',
  ];
  await run('setpriv', [...lend, 'true']).catch(() => {
    throw new SetupError(`PostgreSQL does not run as root, and no other account may enter ${directory}: start MicroMart as an ordinary user.`);
  });
  return { command: (file, parameters) => ({ file: 'setpriv', arguments: [...lend, file, ...parameters] }), own };
}
