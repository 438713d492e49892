// Cruises sources and build for imports that a rule of .dependency-cruiser.mjs forbids. No module found is a failure too.
// usage: node host/bin/check-boundaries.mjs [folder [fewest modules]]
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

const [folder = path.resolve(import.meta.dirname, '../..'), fewest = '300'] = process.argv.slice(2);
process.chdir(folder);
const { output } = await cruise(
  ['packages', 'gateway', 'subgraphs', 'simulators', 'host', 'e2e', 'bench'].filter(name => existsSync(name)),
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
);
const { violations, totalCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) console.log(`${rule.name}: ${from} → ${cycle?.map(step => step.name).join(' → ') ?? to}`);
if (totalCruised < Number(fewest)) console.log(`only ${totalCruised} modules were found: the cruise itself is broken`);
process.exit(violations.length === 0 && totalCruised >= Number(fewest) ? 0 : 1);
