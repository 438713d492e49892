import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { openAsStack } from './as-stack.ts';
import { openAsNineProcesses } from './nine-processes.ts';
import { type Environment, openInOwnPlace, type PlacedShop } from './own-place.ts';
import { readE2eSettings } from './settings.ts';

/**
 * The program behind `keptShop`: keeps one shop of many processes open for the test files of a run, because it takes longer to open than most
 * take to run. A file that wants other settings gets another one, and the one before is closed. Its standard input ends when the run does.
 */
const { MICROMART_SHOP: way } = readE2eSettings();
const open = way === 'stack' ? openAsStack : openAsNineProcesses;
let kept: { readonly settings: string; readonly shop: Promise<PlacedShop> } | undefined;

async function close(): Promise<void> {
  const closing = kept;
  kept = undefined;
  await closing?.shop.then(
    shop => shop.stop(),
    () => undefined,
  );
}

async function shopWith(environment: Environment): Promise<PlacedShop> {
  const settings = JSON.stringify(environment);
  if (kept?.settings !== settings) {
    await close();
    const shop = openInOwnPlace(open, environment);
    kept = { settings, shop };
    // whoever asks after one that did not open tries again
    void shop.catch(() => (kept = undefined));
  }
  return kept.shop;
}

const answer = async (request: IncomingMessage): Promise<unknown> =>
  request.method === 'POST' ? shopWith((await json(request)) as Environment) : close();

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('connection', 'close');
  try {
    response.end(JSON.stringify((await answer(request)) ?? null));
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
  }
}

const server = createServer((request, response) => void respond(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(address.port);
});
process.stdin.on('end', () => void close().finally(() => process.exit())).resume();
