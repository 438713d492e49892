import type { Logger } from '@micromart/service';
import { whenToldToEnd } from './told-to-end.ts';

export interface Served {
  /** Not ready any more, nothing new; resolves when what was under way is done and all is closed. */
  stop(): Promise<void>;
}

/** Within this an operator, or Kubernetes, expects the end of a process that was told to end (milliseconds). */
const DRAIN = 25_000;

/**
 * Serves until the process is told to end: by SIGTERM or SIGINT, then it exits with 0, a second signal at once; by an error that nobody
 * caught, then with 1.
 * @param open its signal is aborted when the process is told to end before it has opened.
 */
export async function serveUntilTold(logger: Logger, open: (signal: AbortSignal) => Promise<Served>): Promise<void> {
  const opening = new AbortController();
  process.on('uncaughtException', error => {
    logger.fatal({ err: error }, 'an error that nobody caught');
    process.exit(1);
  });
  const told = new Promise<void>(resolve => {
    const end = (signal: string): void => {
      logger.info({ signal }, 'ending what is under way');
      setTimeout(() => {
        logger.error('what was under way did not end in time');
        process.exit(1);
      }, DRAIN).unref();
      opening.abort(new Error(`ended by ${signal} before it was open`));
      resolve();
    };
    whenToldToEnd(end, signal => logger.warn({ signal }, 'told to end again: what is under way is left'));
  });

  let served: Served;
  try {
    served = await open(opening.signal);
  } catch (error) {
    if (opening.signal.aborted) process.exit(0);
    throw error;
  }
  await told;
  await served.stop();
  logger.info('ended');
  process.exit(0);
}
