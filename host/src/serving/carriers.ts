import { type CarrierSimulators, openCarriers } from '@micromart/carrier-simulators';
import { hearCarrierNews, type ShipmentsApp } from '@micromart/shipments';
import { type Outsider, type OutsiderPlace, outsiderPage } from './outsider.ts';

/** The simulated carriers, beside shipments. */
export function openSimulatedCarriers({
  databaseUrl,
  publicUrl,
  fulfillment,
  logger,
}: OutsiderPlace): Outsider & Pick<CarrierSimulators, 'carriers'> {
  const simulators = openCarriers({
    databaseUrl,
    pace: fulfillment,
    publicUrl: `${publicUrl}/carriers`,
    onFailure: error => logger.warn({ err: error }, 'a carrier has a problem'),
  });
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const page = outsiderPage(logger, async (request, response) => {
    const found = await simulators.page(new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/carriers/, ''));
    if (found === undefined) return false;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(found.body);
    return true;
  });
  return {
    carriers: simulators.carriers,
    pages: new Map([['/carriers/', page]]),
    start: async app => simulators.start(news => hearCarrierNews(app as ShipmentsApp, news)),
    stop: simulators.close,
  };
}
