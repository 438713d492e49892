import { type Example, examples } from '../settings/examples.ts';

/** A line of an `.env` file. Between single quotes Compose, shells and Node take a value as it is. */
export const assignment = ({ name, value }: Pick<Example, 'name' | 'value'>): string =>
  /^[\w.,@:/-]*$/.test(value) ? `${name}=${value}` : `${name}='${value}'`;

/** `.env.example`: what docker-compose.yml takes from `.env`, with values that work on one machine; defaults stand in comments. */
export function renderEnvExample(): string {
  const head = [
    '# What docker-compose.yml takes from .env, with values that work on one machine: cp .env.example .env',
    '# A variable behind # has that value when nothing else is set; all others must be set.',
    '# Other secrets: npm run -s keys >> .env, for of lines with one name the last one holds; docs/docker-compose.md has the same without Node.',
    '# Generated from host/src/settings/examples.ts; docs/configuration.md has the variables of each process.',
  ];
  const lines = examples.flatMap(example => ['', `# ${example.says}`, `${example.kind === 'default' ? '#' : ''}${assignment(example)}`]);
  return `${[...head, ...lines].join('\n')}\n`;
}
