import type { Client } from '@micromart/sdk';
import { type Catalog, listProducts, showProduct } from '../browsing.ts';
import { changeQuantity, openCart, openCartsReplica } from '../cart-change.ts';
import { measure } from '../measure.ts';
import type { Options } from '../options.ts';
import { type Figure, figuresOf } from '../report.ts';
import type { MeasuredShop } from '../shops/measured-shop.ts';
import type { Targets } from './targets.ts';

export async function browse(
  { cpu }: MeasuredShop,
  client: Client,
  catalog: Catalog,
  { requests }: Options,
  targets: Targets,
): Promise<readonly Figure[]> {
  const list = await measure(cpu, requests, time => listProducts(client, catalog, time));
  const page = await measure(cpu, requests, time => showProduct(client, catalog, time));
  return [...figuresOf('product list, 20 with variants', list, targets.productList), ...figuresOf('one product page', page)];
}

export async function changeCarts(
  { cpu, redisUrl }: MeasuredShop,
  client: Client,
  catalog: Catalog,
  { requests }: Options,
  targets: Targets,
): Promise<readonly Figure[]> {
  const line = await openCart(client, catalog);
  const change = await measure(cpu, requests, time => changeQuantity(client, line, time));
  const replica = await openCartsReplica(redisUrl);
  try {
    const inside = await measure(cpu, 5 * requests, time => replica.changeQuantity(line, time));
    return [
      ...figuresOf('cart change, with what its drawer shows', change),
      {
        ...{ what: '  inside the subgraph', measured: inside.p50, unit: 'ms p50', target: targets.cartChangeInside },
        note: `p99 ${inside.p99.toFixed(2)} ms`,
      },
    ];
  } finally {
    await replica.close();
  }
}
