import { examples } from '../settings/examples.ts';

/** `.env.example`: what docker-compose.yml takes from `.env`, with values that work on one machine. */
export function renderEnvExample(): string {
  const head = [
    '# What docker-compose.yml takes from .env, with values that work on one machine: cp .env.example .env',
    '# Generated from host/src/settings/examples.ts; docs/configuration.md has the variables of each process.',
  ];
  // between single quotes Compose, shells and Node take a value as it is
  const lines = examples.flatMap(({ name, value, says }) => ['', `# ${says}`, /^[\w.@-]*$/.test(value) ? `${name}=${value}` : `${name}='${value}'`]);
  return `${[...head, ...lines].join('\n')}\n`;
}
