import { cartsListeners } from '@micromart/carts';
import { consumers } from '../invariants/consumers.ts';

/** Which types of events each subgraph listens to, from its own table. */
export const listeners: Readonly<Record<string, readonly string[]>> = { ...consumers, carts: Object.keys(cartsListeners) };
