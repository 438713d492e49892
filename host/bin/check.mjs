// npm run check: types, lint, format, boundaries, composition, generated files, migrations. Names every check that fails.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, install, root } from './set-up.mjs';

const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const source = ['--import', 'tsx', '--conditions=source'];
const checks = [
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [bin('@biomejs/biome/bin/biome'), 'format', '.']],
  ['boundaries', [path.join(root, 'host/bin/check-boundaries.mjs')]],
  ['composition', [path.join(root, 'host/bin/compose-supergraph.mjs'), '--check']],
  ['generated documents', [...source, path.join(root, 'host/bin/generate-documents.mjs'), '--check']],
  ['migrations', [path.join(root, 'host/bin/check-migrations.mjs')]],
];

install();
build();
let failed = 0;
for (const [name, args] of checks) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`  ${name.padEnd(28)} ${status === 0 ? 'ok    ' : 'FAILED'} ${seconds} s`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}${stderr}`.trimEnd().split('\n').slice(-80).join('\n'));
  }
}
process.exit(failed === 0 ? 0 : 1);
