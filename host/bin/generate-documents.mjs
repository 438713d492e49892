// Writes the documents that are made from tables in the code; `--check` writes nothing and names what is stale.
// Run with `node --import tsx --conditions=source`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { documents } from '../src/documents/documents.ts';

const root = path.resolve(import.meta.dirname, '../..');
const check = process.argv.includes('--check');

for (const { path: name, text } of documents) {
  const file = path.join(root, name);
  if (!check) writeFileSync(file, text());
  else if (readFileSync(file, 'utf8') !== text()) {
    console.error(`${name} is stale: npm run generate:documents`);
    process.exitCode = 1;
  }
}
