import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

export interface AnsweringProgram {
  /**
   * What it resolves to is answered in JSON, what it fails with as text and with the status 500.
   * @param over is aborted when standard input ends, for answers that take long and need not be waited for.
   */
  answer(request: IncomingMessage, over: AbortSignal): Promise<unknown>;
  /** Ends what the answers have started. None is under way any more. */
  stop(): Promise<unknown>;
}

/**
 * Makes this process one that `openOnDemand` starts: it answers over HTTP, says its port in the first line that it writes, and stops when its
 * standard input ends, as it does with the process on the other side of it. What fails then is written to stderr, and the exit code is 1.
 */
export function answerOnDemand({ answer, stop }: AnsweringProgram): void {
  const underWay = new Set<Promise<void>>();
  const over = new AbortController();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // a connection kept open could be closed just as a test asks again, and a request for a server must not be sent twice
    response.setHeader('connection', 'close');
    try {
      response.end(JSON.stringify((await answer(request, over.signal)) ?? null));
    } catch (error) {
      response.writeHead(500).end(inspect(error));
    }
  }

  const server = createServer((request, response) => {
    const responding = respond(request, response).finally(() => underWay.delete(responding));
    underWay.add(responding);
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

  async function end(): Promise<void> {
    server.close();
    over.abort();
    // what is about to start would be left running
    await Promise.all(underWay);
    try {
      await stop();
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
    process.exit();
  }
  process.stdin.on('end', () => void end()).resume();
}
