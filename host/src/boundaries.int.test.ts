import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const check = path.resolve(import.meta.dirname, '../bin/check-boundaries.mjs');

/** What may not be, a file and what stands in it for each rule, in a tree of the product's shape. */
const planted: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'domain-is-pure': ['subgraphs/orders/src/domain/clock.ts', "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();"],
  'domain-takes-only-types-of-events': [
    'subgraphs/orders/dist/domain/lifecycle.js',
    "import { topic } from '../../../../packages/events/dist/index.js';\nexport const it = topic;",
  ],
  'subgraphs-are-strangers': [
    'subgraphs/orders/src/use-cases/pay.ts',
    "import { pay } from '../../../payments/src/index.ts';\nexport const it = pay;",
  ],
  'store-alone-has-prisma': [
    'subgraphs/orders/dist/use-cases/read.js',
    "import { client } from '../generated/prisma/client.js';\nexport const it = client;",
  ],
  'use-cases-know-no-graphql': [
    'subgraphs/orders/src/use-cases/answer.ts',
    "import { resolvers } from '../resolvers.ts';\nexport const it = resolvers;",
  ],
  'packages-never-look-up': ['packages/events/src/up.ts', "import { pay } from '../../../subgraphs/payments/src/index.ts';\nexport const it = pay;"],
  'gateway-knows-contracts-only': ['gateway/src/shortcut.ts', "import { pay } from '../../subgraphs/payments/src/index.ts';\nexport const it = pay;"],
  'simulators-are-outsiders': [
    'simulators/provider/src/spy.ts',
    "import { pay } from '../../../subgraphs/payments/src/index.ts';\nexport const it = pay;",
  ],
  'nobody-imports-the-host': ['subgraphs/orders/src/up.ts', "import { host } from '../../../host/src/index.ts';\nexport const it = host;"],
  'no-circles': ['packages/events/dist/one.js', "import { two } from './two.js';\nexport const one = () => two;"],
  'not-to-unresolvable': ['packages/events/src/nowhere.ts', "import { it } from './does-not-exist.ts';\nexport { it };"],
};

const innocent: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'packages/events/src/index.ts': "export const topic = 'micromart.orders.v1';",
  'packages/events/dist/index.js': "export const topic = 'micromart.orders.v1';",
  'packages/events/dist/two.js': "import { one } from './one.js';\nexport const two = () => one;",
  'subgraphs/payments/src/index.ts': 'export const pay = 1;',
  'subgraphs/orders/src/resolvers.ts': 'export const resolvers = {};',
  'subgraphs/orders/dist/generated/prisma/client.js': 'export const client = 1;',
  'host/src/index.ts': 'export const host = 1;',
};

let folder: string;
let named: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micromart-boundaries-'));
  for (const [file, text] of [...Object.entries(innocent), ...Object.values(planted)]) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  named = await new Promise(resolve => {
    execFile(process.execPath, [check, folder, '1'], (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the rules of who may import whom', () => {
  test.each(Object.entries(planted))('%s names the import that breaks it', (rule, [file]) => {
    expect(named).toContain(`${rule}: ${file} → `);
  });

  test('leave everything else alone', () => {
    const files = new Set(Object.values(planted).map(([file]) => file));
    const accused = named.split('\n').flatMap(line => /^[\w-]+: (\S+) → /.exec(line)?.[1] ?? []);
    expect(accused.filter(file => !files.has(file) && file !== 'packages/events/dist/two.js')).toEqual([]);
  });
});
