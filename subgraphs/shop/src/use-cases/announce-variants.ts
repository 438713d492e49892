import { variantChanged } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import { fullName } from '../domain/product.ts';

/** Publishes one `variant.changed` for each variant, with its state at `moment`. */
export async function announceVariants(app: App, tx: MessagingTransaction, variantIds: readonly string[], moment: Date): Promise<void> {
  if (variantIds.length === 0) return;
  for (const variant of await app.store.drawAnnouncements(tx, variantIds, moment)) {
    const { id, productId, sku, barcode, weightGrams, sold } = variant;
    tx.publish(variantChanged, {
      subject: id,
      sequence: variant.sequence,
      data: {
        variantId: id,
        productId,
        sku,
        barcode,
        weightGrams,
        sold,
        name: fullName(variant.productName, variant),
        prices: variant.prices.map(({ currency, amount }) => ({ currency, amount })),
      },
    });
  }
}
