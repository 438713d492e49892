import type { RequestListener } from 'node:http';
import { type CarrierSimulators, openCarriers, type TellShop } from '@micromart/carrier-simulators';
import { openProvider, type ProviderSimulator, type Webhook } from '@micromart/provider-simulator';
import type { Logger } from '@micromart/service';
import type { HostSettings } from '../settings.ts';
import type { Infrastructure } from './infrastructure.ts';

/** Who is not the shop, but without whom it sells nothing: a payment provider and carriers, simulated. */
export interface Outsiders {
  readonly provider: ProviderSimulator;
  readonly carriers: CarrierSimulators;
  /** Their pages, by the beginning of their path. */
  readonly pages: ReadonlyMap<string, RequestListener>;
  /** Begins to tell the shop what happens. */
  start(hears: { readonly webhook: Webhook; readonly carrierNews: TellShop }): Promise<void>;
  stop(): Promise<void>;
}

/** @param publicUrl where browsers reach the gateway. */
export function openOutsiders(infrastructure: Infrastructure, settings: HostSettings, publicUrl: string, logger: Logger): Outsiders {
  const provider = openProvider({
    databaseUrl: infrastructure.databaseUrl('provider'),
    publicUrl: `${publicUrl}/provider`,
    onError: error => logger.warn({ err: error }, 'the payment provider has a problem in its own house'),
  });
  const carriers = openCarriers({
    databaseUrl: infrastructure.databaseUrl('carriers'),
    pace: settings.FULFILLMENT,
    publicUrl: `${publicUrl}/carriers`,
    onFailure: error => logger.warn({ err: error }, 'a carrier has a problem'),
  });
  return {
    provider,
    carriers,
    pages: new Map<string, RequestListener>([
      ['/provider/', (request, response) => void answer(logger, response, () => provider.handle(request, response))],
      ['/carriers/', (request, response) => void answer(logger, response, () => carrierPage(carriers, request, response))],
    ]),
    async start({ webhook, carrierNews }) {
      await provider.startWebhooks(webhook);
      carriers.start(carrierNews);
    },
    async stop() {
      await carriers.close();
      await provider.close();
    },
  };
}

type Request = Parameters<RequestListener>[0];
type Response = Parameters<RequestListener>[1];

async function carrierPage(carriers: CarrierSimulators, request: Request, response: Response): Promise<boolean> {
  const page = await carriers.page(new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/carriers/, ''));
  if (page === undefined) return false;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(page.body);
  return true;
}

/** Outsiders' faults stay theirs: the visitor is told that there is one, and the log which. */
async function answer(logger: Logger, response: Response, page: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await page())) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n');
  } catch (error) {
    logger.warn({ err: error }, 'a page of an outsider failed');
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
    response.end('This page does not work at the moment.\n');
  }
}
