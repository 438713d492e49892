import { type SubgraphName, subgraphNames } from '@micromart/service';

export type Service = 'gateway' | SubgraphName;

/** In the order in which an upgrade goes: subgraphs before the gateway. */
export const services: readonly Service[] = [...subgraphNames, 'gateway'];
