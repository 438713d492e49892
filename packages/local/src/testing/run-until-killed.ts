import { startKafka } from '../kafka.ts';
import { startPostgres } from '../postgres.ts';
import { startRedis } from '../redis.ts';

/** A run for tests to kill: starts one server on a directory, says its pid and url, and never stops it. */
const [kind = 'redis', directory = '', binaries = ''] = process.argv.slice(2);

async function start(): Promise<{ readonly pid: number; readonly url: string }> {
  switch (kind) {
    case 'postgres': {
      const { pid, url } = await startPostgres({ directory, port: 0 });
      return { pid, url: url() };
    }
    case 'kafka': {
      const { pid, brokers } = await startKafka({ directory, port: 0 });
      return { pid, url: `kafka://${brokers[0]}` };
    }
    default: {
      const { pid, url } = await startRedis({ directory, port: 0, binaries, appendfsync: 'always' });
      return { pid, url };
    }
  }
}

console.log(JSON.stringify(await start()));
setInterval(() => undefined, 60_000);
