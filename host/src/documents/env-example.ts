import { type Example, examples } from '../settings/examples.ts';

/** Between single quotes Compose, shells and Node take a value as it is. */
const assignment = ({ name, value }: Example): string => (/^[\w.,@:/-]*$/.test(value) ? `${name}=${value}` : `${name}='${value}'`);

/** `.env.example`: what docker-compose.yml takes from `.env`, with values that work on one machine; defaults stand in comments. */
export function renderEnvExample(): string {
  const head = [
    '# What docker-compose.yml takes from .env, with values that work on one machine: cp .env.example .env',
    '# A variable behind # has that value when nothing else is set; all others must be set.',
    '# Generated from host/src/settings/examples.ts; docs/configuration.md has the variables of each process.',
  ];
  const lines = examples.flatMap(example => ['', `# ${example.says}`, `${example.kind === 'default' ? '#' : ''}${assignment(example)}`]);
  return `${[...head, ...lines].join('\n')}\n`;
}
