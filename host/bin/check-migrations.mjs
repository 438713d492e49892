/** Names every prisma/<name> whose migrations do not lead to what its schema.prisma says. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { scriptTowards } from './migrations/schema-engine.mjs';
import { migrated, PRISMA, withServer } from './migrations/throw-away-server.mjs';

const names = readdirSync(PRISMA).filter(name => existsSync(path.join(PRISMA, name, 'schema.prisma')));

const problems = await withServer(async server => {
  const found = names.map(async name => {
    try {
      const missing = await scriptTowards(path.join(PRISMA, name, 'schema.prisma'), await migrated(server, name));
      return missing && `prisma/${name}: schema.prisma is ahead of its migrations; "npm run migration -- ${name} <what_changed>" writes:\n${missing}`;
    } catch (error) {
      return `prisma/${name}: ${error.message}`;
    }
  });
  return (await Promise.all(found)).filter(problem => problem !== undefined);
});

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`migrations and schemas agree: ${names.join(', ')}`);
