/** Prisma's schema engine as WebAssembly, on a plain `pg` pool: neither a downloaded binary nor Prisma's command line. */
import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const glueUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
const glue = await import(glueUrl);
const compiled = new WebAssembly.Module(readFileSync(new URL('./schema_engine_bg.wasm', glueUrl)));
// Its limit for getting a lock is a timer of 10 s that it never clears: unref, or every command takes that long to end.
const timer = Object.keys(glue).find(name => name.startsWith('__wbg_setTimeout_'));
const patience = (callback, delay) => setTimeout(() => callback(), delay >>> 0).unref();
const instance = new WebAssembly.Instance(compiled, { './schema_engine_bg.js': { ...glue, [timer]: patience } });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: message => console.error(message) };

/** PostgreSQL's one-byte type "char", which its catalogs use and PrismaPg does not know; it is read as a CHAR of length one. */
const INTERNAL_CHAR = 18;
const BPCHAR = 1042;

/** PrismaPg with what only the schema engine meets: the internal "char" in results. */
function forSchemaEngine(pool) {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const performIO = adapter.performIO.bind(adapter);
    const queryRaw = adapter.queryRaw;
    adapter.queryRaw = async query => {
      const characters = [];
      const readingChars = async statement => {
        const result = await performIO(statement);
        for (const [at, field] of result.fields.entries()) {
          if (field.dataTypeID !== INTERNAL_CHAR) continue;
          field.dataTypeID = BPCHAR;
          characters.push(at);
        }
        return result;
      };
      const rows = await queryRaw.call(Object.create(adapter, { performIO: { value: readingChars } }), query);
      for (const at of characters) rows.columnTypes[at] = ColumnTypeEnum.Character;
      return rows;
    };
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** The script that turns the database at `url` into what `schema.prisma` says; undefined when it is that already. */
export async function scriptTowards(schemaFile, url) {
  const files = [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }];
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const factory = forSchemaEngine(pool);
  const engine = await glue.SchemaEngine.new({ datamodels: files.map(({ path, content }) => [path, content]) }, () => undefined, factory);
  try {
    const { exitCode, stdout } = await engine.diff({
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
    });
    return exitCode === 2 ? stdout : undefined;
  } catch (error) {
    // What the database said waits in a registry, under a number that the engine's message names.
    const id = /External error id#(\d+)/.exec(error.message)?.[1];
    throw (id && factory.errorRegistry.consumeError(Number(id))?.error) || error;
  } finally {
    engine.free();
    // free() leaves the adapter's connections open for another 10 s.
    await pool.end();
  }
}
