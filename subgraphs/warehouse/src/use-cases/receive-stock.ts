import type { Viewer } from '@micromart/auth';
import { check, optionalText, text } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { type BookedLevels, bookOnce } from './book-once.ts';

export interface StockReceipt {
  readonly variantId: string;
  readonly shelfId: string;
  /** Units, one at least. */
  readonly quantity: number;
  /** The delivery note. */
  readonly reference?: string | null;
  readonly idempotencyKey: string;
}

/** Units in one booking: what is more is a slip of the finger. */
export const MOST = 1_000_000;

const receipt = z.object({ quantity: z.int().min(1).max(MOST), reference: optionalText(200), idempotencyKey: text(200) });

/** Books goods that came in onto a shelf; the shop need not have spoken of the variant. */
export async function receiveStock(app: App, viewer: Viewer, input: StockReceipt): Promise<BookedLevels> {
  const checked = check(receipt, input, ['input']);
  if (checked.userErrors !== undefined) return { levels: [], userErrors: checked.userErrors };
  const { variantId, shelfId } = input;
  const { quantity, reference, idempotencyKey } = checked.value;
  return bookOnce(app, viewer, {
    operation: 'stockReceive',
    idempotencyKey,
    request: [variantId, shelfId, quantity, reference],
    variantId,
    shelfIds: { shelfId },
    reference,
    opensLevels: () => true,
    decide: (_, shelfOf) => ({ movements: [{ kind: 'RECEIVE', variantId, shelfId, warehouseId: shelfOf(shelfId).warehouseId, quantity }] }),
  });
}
