import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader } from '@micromart/auth';
import { carts } from '@micromart/carts';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { CartCreateDocument, ChangeQuantityDocument, type Client } from '@micromart/sdk';
import { createLogger, hostSubgraph, newId, type SubgraphRequest } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { granted, there } from './answers.ts';
import { BenchError } from './bench-error.ts';
import { type Catalog, inTurn } from './browsing.ts';

interface Line {
  readonly cartId: string;
  readonly id: string;
}

/** A cart with one line. */
export async function openCart(shop: Client, { articles }: Catalog): Promise<Line> {
  const { variantId } = inTurn(articles, 0);
  const cart = there(
    granted((await shop.request(CartCreateDocument, { input: { currency: 'EUR', lines: [{ variantId }] } })).cartCreate).cart,
    'cart',
  );
  return { cartId: cart.id, id: there(cart.lines[0], 'line').id };
}

/** Never the quantity that is there already: a change that changes nothing writes nothing. */
const quantityAt = (time: number): number => 1 + (time % 3);

/** The storefront's cart drawer: the answer has names, pictures, prices and availability of three subgraphs. */
export async function changeQuantity(shop: Client, { cartId, id }: Line, time: number): Promise<void> {
  granted(
    (await shop.request(ChangeQuantityDocument, { cartId, lines: [{ lineId: id, quantity: quantityAt(time) }], currency: 'EUR' })).cartLinesUpdate,
  );
}

/** A second replica of the carts subgraph, in this process: what it takes is what the subgraph itself takes. */
export interface CartsReplica {
  /** Resolves with the milliseconds that it took. */
  changeQuantity(line: Line, time: number): Promise<number>;
  close(): Promise<void>;
}

const CHANGE = `mutation ChangeQuantity($id: ID!, $lines: [CartLineUpdateInput!]!) {
  cartLinesUpdate(cartId: $id, lines: $lines) {
    cart { id version currency totalQuantity expiresAt warnings { code message lineId } lines { id quantity variant { id } } }
    userErrors { code message field }
  }
}`;

export async function openCartsReplica(redisUrl: string): Promise<CartsReplica> {
  const redis = new Redis(redisUrl);
  const logger = createLogger({ level: 'silent', name: 'bench' });
  const keys = generatePassportKeys();
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  // it is not started: events are the running shop's to consume
  const { connection } = await hostSubgraph(
    carts,
    {
      logger,
      redis,
      bus,
      wakeUps,
      newId,
      environment: {},
      registry: new Registry(),
      databaseUrl: '',
      clock: () => new Date(),
      orderTokens: orderTokens('of the benchmark, which makes no order itself'),
      ask: () => Promise.reject(new BenchError('The benchmark’s carts do not know what the shop’s know.')),
    },
    passportReader({ publicKeys: [keys.publicKey] }),
  );
  const passport = passportIssuer({ privateKey: keys.privateKey }).issue(guest);
  return {
    async changeQuantity({ cartId, id }, time) {
      const request: SubgraphRequest = { query: CHANGE, variables: { id: cartId, lines: [{ lineId: id, quantity: quantityAt(time) }] }, passport };
      const began = performance.now();
      const { data, errors } = await connection.execute(request);
      const took = performance.now() - began;
      if (errors !== undefined) throw new BenchError(`carts: ${errors[0]?.message}`);
      granted(data?.['cartLinesUpdate'] as Parameters<typeof granted>[0]);
      return took;
    },
    async close() {
      await connection.close();
      await wakeUps.close();
      await bus.close();
      redis.disconnect();
    },
  };
}
