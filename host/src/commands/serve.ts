import { createLogger, type Logger, processEnvironment, subgraphNames } from '@micromart/service';
import { serveUntilTold } from '../serving/until-told.ts';

const processes = ['gateway', ...subgraphNames] as const;

/** `npm run serve -- orders`: hosts the gateway or one subgraph over HTTP, until it is told to end. */
export async function run([wanted, ...rest]: readonly string[]): Promise<void> {
  const name = processes.find(process => process === wanted);
  if (name === undefined || rest.length > 0) {
    console.error(`usage: npm run serve -- <${processes.join('|')}>`);
    process.exitCode = 2;
    return;
  }
  const logger = createLogger({ level: 'info', name });
  const loggerOf = (level: string): Logger => {
    logger.level = level;
    return logger;
  };
  // a subgraph's process has no use for the gateway's libraries
  await serveUntilTold(logger, async signal => {
    if (name === 'gateway') return (await import('../serving/serve-gateway.ts')).serveGateway(processEnvironment, loggerOf);
    return (await import('../serving/serve-subgraph.ts')).serveSubgraph(name, processEnvironment, loggerOf, signal);
  });
}
