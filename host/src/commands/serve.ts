import { createLogger, type Logger, processEnvironment, subgraphNames } from '@micromart/service';
import { serveGateway } from '../serving/serve-gateway.ts';
import { serveSubgraph } from '../serving/serve-subgraph.ts';
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
  await serveUntilTold(logger, signal =>
    name === 'gateway' ? serveGateway(processEnvironment, loggerOf) : serveSubgraph(name, processEnvironment, loggerOf, signal),
  );
}
