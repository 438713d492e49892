import type { AskShop, Context, VersionNet, WakeUpSource } from '@micromart/service';
import type { CartsLoaders } from './loaders.ts';
import type { Store } from './store.ts';

/** What the use cases of carts are given. */
export interface App {
  readonly store: Store;
  readonly wakeUps: WakeUpSource;
  /** Of the carts that are followed. */
  readonly net: VersionNet;
  readonly ask: AskShop;
  readonly clock: () => Date;
  readonly newLineId: () => string;
  /** 128 random bits, because a cart's id is a secret. */
  readonly newCartId: () => string;
  /** How long a cart is kept after its last change (milliseconds). */
  readonly keptFor: number;
}

export type CartsContext = Context<App, CartsLoaders>;

export type { Cart as CartRow, CartLine as CartLineRow } from './domain/cart.ts';

/** Another subgraph's variant, by the one thing that carts needs. */
export interface VariantKey {
  readonly id: string;
}
