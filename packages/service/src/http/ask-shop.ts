import type { Logger } from '../logger.ts';
import type { AskShop } from '../subgraph.ts';
import { askingReplicas } from './ask.ts';
import { createReplica } from './replica.ts';
import { createReplicas } from './replicas.ts';

export interface AskShopOptions {
  /** Of the gateways' internal entrances. */
  readonly urls: readonly string[];
  readonly logger: Logger;
}

/** Questions at a time to one gateway; more wait. */
const CONNECTIONS = 64;

/** Asks the shop through the gateway's internal entrance, in another process. */
export function httpAskShop({ urls, logger }: AskShopOptions): { readonly ask: AskShop; close(): Promise<void> } {
  const members = urls.map(url => ({ replica: createReplica({ url, connections: CONNECTIONS, logger }) }));
  const ask = askingReplicas('the shop', createReplicas(members));
  return {
    ask: ({ timeout, ...request }) => ask(request, timeout),
    async close() {
      await Promise.all(members.map(({ replica }) => replica.close()));
    },
  };
}
