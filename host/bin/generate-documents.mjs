// Writes the documents that are made from the code; with --check it only tells which are out of date.
// Run by: node --import tsx --conditions=source host/bin/generate-documents.mjs
import fs from 'node:fs';
import path from 'node:path';
import { documents } from '../src/documents/documents.ts';

const root = path.resolve(import.meta.dirname, '../..');
const check = process.argv.includes('--check');
const read = file => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null);

let outdated = 0;
for (const { path: name, text } of documents) {
  const file = path.join(root, name);
  if (read(file) === text()) continue;
  outdated += 1;
  if (check) console.log(`${name} is out of date: run node --import tsx --conditions=source host/bin/generate-documents.mjs`);
  else fs.writeFileSync(file, text());
}
process.exit(check && outdated > 0 ? 1 : 0);
