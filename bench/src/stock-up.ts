import { randomUUID } from 'node:crypto';
import { createClient, passwordLogin, ReceiveDocument, SitesDocument } from '@micromart/sdk';
import { granted, there } from './answers.ts';
import type { Article } from './browsing.ts';
import type { MeasuredShop } from './shops/measured-shop.ts';

/** Receives so many pieces of each article, as the floor does, so that the shop does not sell out while it is measured. */
export async function stockUp({ url, issuer }: MeasuredShop, articles: readonly Article[], quantity: number): Promise<void> {
  const login = passwordLogin({ issuer, clientId: 'storefront', username: 'walter', password: 'walter' });
  const walter = createClient({ url: `${url}/graphql`, token: login.token });
  try {
    const { warehouses } = await walter.request(SitesDocument);
    const shelf = there(warehouses?.flatMap(({ aisles }) => aisles.flatMap(({ shelves }) => shelves))[0], 'shelf');
    for (const { variantId } of articles)
      granted(
        (await walter.request(ReceiveDocument, { input: { variantId, shelfId: shelf.id, quantity, idempotencyKey: randomUUID() } })).stockReceive,
      );
  } finally {
    await walter.close();
  }
}
