import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { ProductPlan } from '../domain/product-plan.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { announceVariants } from './announce-variants.ts';
import { settlePrices } from './settle-prices.ts';

/** Writes planned changes with their prices and tells the others, in one transaction. */
export async function writePlans(app: App, tx: MessagingTransaction<PrismaClient>, plans: readonly ProductPlan[], moment: Date): Promise<void> {
  await app.store.writeProducts(tx, plans, moment);
  const prices = plans.flatMap(plan => plan.prices);
  if (prices.length > 0) {
    await app.store.insertPrices(
      tx,
      prices.map(price => ({ ...price, id: app.newId('prc'), validFrom: moment, validUntil: null })),
    );
  }
  // a variant that came or went counts for the product's prices, too
  const priced = plans.filter(plan => plan.prices.length > 0 || plan.changed).map(plan => plan.id);
  const turned = await settlePrices(app, tx, priced, moment);
  await announceVariants(app, tx, [...new Set([...plans.flatMap(plan => plan.announced), ...turned])], moment);
}
