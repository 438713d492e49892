// Cruises sources and build for imports that a rule of .dependency-cruiser.mjs forbids. No module found is a failure too.
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

/** @returns the violations below a folder, and how many modules were looked at. */
export async function violationsBelow(folder) {
  process.chdir(folder);
  const { output } = await cruise(['packages', 'gateway', 'subgraphs', 'simulators', 'host', 'e2e', 'bench'], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
  });
  const { violations, totalCruised } = output.summary;
  return {
    totalCruised,
    violations: violations.map(({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle?.map(step => step.name).join(' → ') ?? to}`),
  };
}

if (process.argv[1] === import.meta.filename) {
  const { totalCruised, violations } = await violationsBelow(path.resolve(import.meta.dirname, '../..'));
  for (const violation of violations) console.log(violation);
  if (totalCruised < 100) console.log(`only ${totalCruised} modules were found: the cruise itself is broken`);
  process.exit(violations.length === 0 && totalCruised >= 100 ? 0 : 1);
}
