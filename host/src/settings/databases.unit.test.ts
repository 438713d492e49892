import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { allOwners, databaseNameOf } from './databases.ts';

const read = (name: string): string => fs.readFileSync(path.resolve(import.meta.dirname, '../../../docker', name), 'utf8');

describe('who owns a database', () => {
  test('gets it, and a user, where PostgreSQL runs by docker compose', () => {
    const [, owners = ''] = /^for owner in (.*); do$/m.exec(read('postgres/init/databases.sh')) ?? [];
    expect(owners.split(' ').toSorted()).toEqual(allOwners.toSorted());
  });

  test('is found in pgAdmin, by that user', () => {
    const Server = z.object({ Name: z.string(), MaintenanceDB: z.string(), Username: z.string() });
    const { Servers: servers } = z.object({ Servers: z.record(z.string(), Server) }).parse(JSON.parse(read('pgadmin/servers.json')));
    const found = Object.values(servers)
      .filter(({ Username: user }) => user !== 'postgres')
      .map(server => [server.Name, server.MaintenanceDB, server.Username]);
    expect(found.toSorted()).toEqual(allOwners.map(owner => [owner, databaseNameOf(owner), databaseNameOf(owner)]).toSorted());
  });
});
