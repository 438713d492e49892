/** `npm run migration -- orders add_x` writes prisma/orders/migrations/<UTC time>_add_x/migration.sql: the step to what schema.prisma says. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scriptTowards } from './migrations/schema-engine.mjs';
import { migrated, PRISMA, withServer } from './migrations/throw-away-server.mjs';

const [name = '', label = ''] = process.argv.slice(2);
const folder = path.join(PRISMA, name);
const schema = path.join(folder, 'schema.prisma');
if (!existsSync(schema) || !/^[a-z][a-z0-9_]*$/.test(label)) {
  console.error('usage: npm run migration -- <a folder of prisma/> <what_changes_in_snake_case>');
  process.exit(2);
}

const migrations = path.join(folder, 'migrations');
await mkdir(migrations, { recursive: true });
const script = await withServer(async server => scriptTowards(schema, await migrated(server, name)));
if (script === undefined) {
  console.log('schema.prisma and its migrations agree: there is nothing to write');
} else {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const file = path.join(migrations, `${time}_${label}`, 'migration.sql');
  await mkdir(path.dirname(file));
  await writeFile(file, script);
  await writeFile(path.join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`${path.relative(process.cwd(), file)}: read it before you commit it, checks and partial indexes are added by hand`);
}
