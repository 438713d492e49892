import { cartsSettings } from '@micromart/carts';
import { gatewayEnvironment } from '@micromart/gateway';
import { notificationsSettings } from '@micromart/notifications';
import { ordersSettings } from '@micromart/orders';
import { paymentsSettings } from '@micromart/payments';
import { type SettingsShape, type SubgraphName, subgraphNames } from '@micromart/service';
import { shipmentsSettings } from '@micromart/shipments';
import { usersSettings } from '@micromart/users';
import type { z } from 'zod';
import { checkAccountsSettings } from '../commands/check-accounts.ts';
import { seedSettings } from '../commands/seed.ts';
import { topicsSettings } from '../commands/topics.ts';
import { hostSettings } from '../settings.ts';
import { allOwners, neededDatabases } from '../settings/databases.ts';
import { everyProcess, everySubgraph, gatewayProcess, ownOfProcess } from '../settings/processes.ts';
import { stackSecrets } from '../settings/stack-secrets.ts';
import { markdownTable } from './markdown.ts';

/** What subgraphs themselves read. */
const subgraphSettings: Partial<Record<SubgraphName, SettingsShape>> = {
  users: usersSettings,
  carts: cartsSettings,
  orders: ordersSettings,
  payments: paymentsSettings,
  shipments: shipmentsSettings,
  notifications: notificationsSettings,
};

const without = (shape: SettingsShape, said: SettingsShape): SettingsShape =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in said)));

/** All that one of the processes of the shop reads. */
export const readBy = (process: SubgraphName | 'gateway'): SettingsShape =>
  process === 'gateway'
    ? { ...gatewayProcess, ...gatewayEnvironment }
    : { ...everySubgraph, ...ownOfProcess(process, {}), ...subgraphSettings[process] };

/** Who reads which variables, in the order of the document: what several read stands once. */
const sections: Readonly<Record<string, SettingsShape>> = {
  'Every process of `npm run serve`': everyProcess,
  'Every subgraph': without(everySubgraph, everyProcess),
  gateway: without(readBy('gateway'), everyProcess),
  ...Object.fromEntries(subgraphNames.map(name => [name, without(readBy(name), everySubgraph)])),
  '`npm run migrate`': neededDatabases(allOwners, {}),
  '`npm run topics`': topicsSettings,
  '`npm run seed`': seedSettings,
  '`check-secrets`, a job of docker-compose.yml': stackSecrets,
  '`check-accounts`, a job of docker-compose.yml': checkAccountsSettings,
  '`npm start`, and commands beside a shop': hostSettings,
};

/** What a variable is when it is left out, as text; nothing where it has no default. */
export function defaultOf(type: z.ZodType): string {
  const result = type.safeParse(undefined);
  if (!result.success) return 'must be set';
  const value: unknown = result.data;
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

/** `docs/configuration.md`: every environment variable, from the definitions that it is checked by. */
export function renderConfiguration(): string {
  const tables = Object.entries(sections).flatMap(([part, shape]) => {
    const rows = Object.entries(shape).map(([name, type]) => [`\`${name}\``, defaultOf(type), type.description ?? '']);
    return [`## ${part}`, '', markdownTable(['variable', 'when left out', 'what it is for'], rows), ''];
  });
  const head = [
    '# Configuration',
    '',
    'Generated from the settings of each part; do not edit. Environment variables are all there is. A process reads what stands under its name, and',
    'what stands above for every process and every subgraph. A wrong or missing value stops the start, and all of them are named at once.',
    '',
    'With `MICROMART_ENV=production` the secrets of `.env.example` are refused. `npm run -s keys` makes others.',
    '',
  ];
  return [...head, ...tables].join('\n');
}
