import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { subgraphNames } from '@micromart/service';
import { parse } from 'yaml';
import { z } from 'zod';
import { defaultOf, readBy } from '../documents/configuration.ts';
import { checkAccountsSettings } from '../commands/check-accounts.ts';
import { seedSettings } from '../commands/seed.ts';
import { examples } from './examples.ts';
import { stackSecrets } from './stack-secrets.ts';

const Service = z.object({
  image: z.string(),
  build: z.unknown().optional(),
  pull_policy: z.string().optional(),
  environment: z.record(z.string(), z.unknown()).default({}),
});
const Stack = z.object({ services: z.record(z.string(), Service) });
const file = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docker-compose.yml'), 'utf8');
const { services } = Stack.parse(parse(file, { merge: true, maxAliasCount: -1 }));
const processes = ['gateway', ...subgraphNames] as const;
const given = (process: string): Readonly<Record<string, unknown>> => services[process]?.environment ?? {};

const jobs = { 'check-secrets': stackSecrets, 'check-accounts': checkAccountsSettings, seed: seedSettings };

describe('docker-compose.yml', () => {
  test('builds each image that is ours in one place, before anything else runs, and looks for it in no registry', () => {
    const ours = Object.entries(services).filter(([, { image }]) => image.startsWith('micromart:'));
    expect(ours.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(['check-secrets']);
    expect(ours.filter(([, service]) => service.pull_policy !== 'never').map(([name]) => name)).toEqual([]);
  });

  test.each(Object.entries(jobs))('gives the job %s every variable of .env that it reads', (job, shape) => {
    expect(examples.map(({ name }) => name).filter(name => name in shape && !(name in given(job)))).toEqual([]);
  });

  test.each(processes)('gives %s nothing that it does not read', process => {
    expect(Object.keys(given(process)).filter(name => !(name in readBy(process)))).toEqual([]);
  });

  test.each(processes)('gives %s every variable of .env that it reads', process => {
    const read = examples.map(({ name }) => name).filter(name => name in readBy(process));
    expect(read.filter(name => !(name in given(process)))).toEqual([]);
  });

  test.each(processes)('has the defaults that %s has itself', process => {
    for (const [name, type] of Object.entries(readBy(process))) {
      const [, usual] = /^\$\{\w+:-(.*)\}$/.exec(String(given(process)[name])) ?? [];
      // what has no default of its own has one in the stack, such as the address of its mail server
      if (usual !== undefined && defaultOf(type) !== '') expect(`${name}=${usual}`).toBe(`${name}=${defaultOf(type)}`);
    }
  });
});
