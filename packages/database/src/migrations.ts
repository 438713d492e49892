import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { withClient } from './with-client.ts';

export interface MigrationOptions {
  /** The PostgreSQL schema that the tables and the notes about migrations live in; `public` when left out. */
  readonly schema?: string;
}

/** A migration that cannot be applied, or that is not what was applied; the message names it. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly migration: string;

  constructor(migration: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.migration = migration;
  }
}

interface Migration {
  readonly name: string;
  readonly script: string;
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** The advisory lock that `prisma migrate deploy` takes, so that it waits for us and we for it. */
const PRISMA_LOCK = 72_707_369;

/** A look that takes longer is given up (milliseconds); migrations themselves may take as long as they will. */
const LOOK_SILENCE = 5_000;

/** Prisma's own table, column by column, so that its tools agree with what we note. */
const NOTES = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Brings a database up to `<folder>/migrations`, each in a transaction of its own, and returns the names of those it applied. Two that do so
 * at once take turns. Migrations that the database has and the folder has not are newer than this code and are left alone.
 * @throws MigrationError for one that fails, that failed before, or that was edited after it had been applied.
 */
export async function applyMigrations(folder: string, url: string, options: MigrationOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withClient({ url }, async client => {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    const schema = pg.escapeIdentifier(options.schema ?? 'public');
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`SET search_path TO ${schema}`);
    await client.query(NOTES);
    const pending = pendingOf(migrations, await readNotes(client));
    for (const migration of pending) await applyOne(client, schema, migration);
    return pending.map(({ name }) => name);
  });
}

/**
 * The names of migrations that the code has and the database has not: empty when the schema is not older than the code. Gives up within seconds
 * when the database does not answer.
 */
export async function pendingMigrations(folder: string, url: string, options: MigrationOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withClient({ url, silence: LOOK_SILENCE }, async client => {
    const schema = options.schema ?? 'public';
    const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass(format('%I._prisma_migrations', $1::text)) IS NOT NULL AS there", [
      schema,
    ]);
    await client.query(`SET search_path TO ${pg.escapeIdentifier(schema)}`);
    const notes = rows[0]?.there === true ? await readNotes(client) : [];
    return pendingOf(migrations, notes).map(({ name }) => name);
  });
}

/** A subgraph's database: first the tables of messaging, which stand in a schema of their own, then the subgraph's. */
export async function migrateSubgraph(prismaFolder: string, name: string, url: string): Promise<string[]> {
  const messaging = await applyMigrations(path.join(prismaFolder, 'messaging'), url, { schema: 'messaging' });
  return [...messaging, ...(await applyMigrations(path.join(prismaFolder, name), url))];
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const migrations = path.join(folder, 'migrations');
  const entries = await readdir(migrations, { withFileTypes: true });
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
  return Promise.all(names.toSorted().map(async name => ({ name, script: await readFile(path.join(migrations, name, 'migration.sql'), 'utf8') })));
}

async function readNotes(client: pg.Client): Promise<Applied[]> {
  const text = 'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL';
  return (await client.query<Applied>(text)).rows;
}

const checksum = (script: string): string => createHash('sha256').update(script).digest('hex');

/** A check-out on Windows may have other line ends than the one it was applied from. */
const checksums = (script: string): string[] => {
  const lf = script.replaceAll('\r\n', '\n');
  return [checksum(script), checksum(lf), checksum(lf.replaceAll('\n', '\r\n'))];
};

function pendingOf(migrations: readonly Migration[], notes: readonly Applied[]): Migration[] {
  const applied = new Map(notes.map(note => [note.migration_name, note]));
  return migrations.filter(({ name, script }) => {
    const note = applied.get(name);
    if (note === undefined) return true;
    if (note.finished_at === null)
      throw new MigrationError(name, `migration ${name} failed earlier: repair the database and mark it with "prisma migrate resolve"`);
    if (!checksums(script).includes(note.checksum)) throw new MigrationError(name, `migration ${name} was edited after it had been applied`);
    return false;
  });
}

async function applyOne(client: pg.Client, schema: string, { name, script }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(script);
    await client.query(
      `INSERT INTO ${schema}._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum(script), name],
    );
    await client.query('COMMIT');
  } catch (error) {
    // The connection ends with this error, and the transaction with it.
    throw new MigrationError(name, `migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
