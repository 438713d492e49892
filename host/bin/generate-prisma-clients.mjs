/** Generates every subgraph's Prisma client in one process: a tenth of the time that a CLI for each takes, and no engine to look up. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

// Their .mjs builds import without file extensions, which Node does not resolve: the CommonJS ones work.
const require = createRequire(import.meta.url);
const { getConfig, getDMMF } = require('@prisma/internals');
const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');
const { enginesVersion } = require('@prisma/engines-version');

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'prisma');
const generator = new PrismaClientTsGenerator();
/** `7.10.0-4.<40 hex digits>`: the client notes the hash alone. */
const engineHash = enginesVersion.split('.').at(-1);

/** False where the schema names no generator: such tables are reached by plain statements only. */
async function generateClient(name) {
  const schemaPath = path.join(folder, name, 'schema.prisma');
  const datamodel = readFileSync(schemaPath, 'utf8');
  const files = [[schemaPath, datamodel]];
  const config = await getConfig({ datamodel: files });
  const client = config.generators[0];
  if (client === undefined) return false;
  const output = path.resolve(path.dirname(schemaPath), client.output.value);
  await generator.generate({
    generator: { ...client, output: { ...client.output, value: output }, isCustomOutput: true },
    otherGenerators: [],
    schemaPath,
    schemaRootDir: path.dirname(schemaPath),
    datamodel,
    datasources: config.datasources,
    dmmf: await getDMMF({ datamodel: files }),
    version: engineHash,
    binaryPaths: {},
  });
  return true;
}

const only = process.argv.slice(2);
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter(name => existsSync(path.join(folder, name, 'schema.prisma')))
  .filter(name => only.length === 0 || only.includes(name));

const results = await Promise.allSettled(names.map(generateClient));
const failed = results.flatMap((result, at) => (result.status === 'rejected' ? [`prisma/${names[at]}/schema.prisma: ${result.reason.message}`] : []));
for (const message of failed) console.error(message);
const generated = names.filter((_, at) => results[at].status === 'fulfilled' && results[at].value);
console.log(`Prisma clients: ${generated.join(', ') || 'none'}`);
if (failed.length > 0) process.exitCode = 1;
