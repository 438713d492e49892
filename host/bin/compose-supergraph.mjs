/**
 * Composes schema/<subgraph>.graphql into schema/supergraph.graphql, which the gateway runs, and schema/api.graphql, which clients see.
 * `--check` writes nothing and names what is stale. Both are committed: a reviewer sees what a change does to the API.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

const folder = path.resolve(import.meta.dirname, '../../schema');
const COMPOSED = ['supergraph.graphql', 'api.graphql'];

const subgraphs = readdirSync(folder)
  .filter(file => file.endsWith('.graphql') && !COMPOSED.includes(file))
  .toSorted()
  .map(file => {
    const name = path.basename(file, '.graphql');
    // The gateway asks its settings where a subgraph lives; the address here is a name and nothing else.
    return { name, url: `http://${name}`, typeDefs: parse(readFileSync(path.join(folder, file), 'utf8')) };
  });

const { supergraphSdl, errors } = composeServices(subgraphs);
if (errors !== undefined) {
  for (const { message } of errors) console.error(message);
  process.exit(1);
}

const api = lexicographicSortSchema(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema());
const composed = { 'supergraph.graphql': supergraphSdl, 'api.graphql': printSchema(api) };

function read(file) {
  try {
    return readFileSync(path.join(folder, file), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const stale = Object.entries(composed)
  .map(([file, text]) => [file, `${text.trimEnd()}\n`])
  .filter(([file, text]) => read(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`schema/${file} is stale: run "npm run generate"`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const [file, text] of stale) writeFileSync(path.join(folder, file), text);
}
