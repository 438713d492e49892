import { Counter, type Registry } from 'prom-client';

export interface ShipmentsMetrics {
  /** A carrier moved a parcel that was canceled or put with another carrier: somebody has to look for it. */
  newsOfCanceled(carrierCode: string): void;
  carrierCalled(carrierCode: string, call: 'quote' | 'book' | 'cancel' | 'ready', outcome: string): void;
}

export function shipmentsMetrics(registry: Registry): ShipmentsMetrics {
  const strays = new Counter({
    name: 'micromart_shipments_news_of_canceled_total',
    help: 'News of parcels that were canceled or put with another carrier; each one is to be looked for.',
    labelNames: ['carrier'],
    registers: [registry],
  });
  const calls = new Counter({
    name: 'micromart_shipments_carrier_calls_total',
    help: 'Calls to carriers by what came of them.',
    labelNames: ['carrier', 'call', 'outcome'],
    registers: [registry],
  });
  return {
    newsOfCanceled: carrier => strays.inc({ carrier }),
    carrierCalled: (carrier, call, outcome) => calls.inc({ carrier, call, outcome }),
  };
}
