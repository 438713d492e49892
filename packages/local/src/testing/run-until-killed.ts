import { startPostgres } from '../postgres.ts';
import { startRedis } from '../redis.ts';

/** A run for tests to kill: starts one server on a directory, says its pid and url, and never stops it. */
const [kind, directory = '', binaries = ''] = process.argv.slice(2);
const server =
  kind === 'postgres' ? await startPostgres({ directory, port: 0 }) : await startRedis({ directory, port: 0, binaries, appendfsync: 'always' });
console.log(JSON.stringify({ pid: server.pid, url: typeof server.url === 'string' ? server.url : server.url() }));
setInterval(() => undefined, 60_000);
