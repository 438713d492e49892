import type { Sql } from '@micromart/database';
import type { NameValue } from '../domain/product.ts';
import { pricesOfVariant } from './existing-products.ts';

/** A variant as others hear of it. */
export interface AnnouncedVariant {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly sku: string;
  readonly barcode: string | null;
  readonly name: string;
  readonly selectedOptions: readonly NameValue[];
  readonly weightGrams: number;
  readonly sold: boolean;
  readonly prices: readonly { readonly currency: string; readonly amount: number }[];
  /** Numbers the event: drawn under the variant's lock. */
  readonly sequence: number;
}

/** Draws the number of the next event of each variant, and reads what it will say. */
export async function drawAnnouncements(sql: Sql, variantIds: readonly string[], moment: Date): Promise<readonly AnnouncedVariant[]> {
  const { rows } = await sql.query<AnnouncedVariant>({
    name: 'draw_variant_announcements',
    text: `
      UPDATE variant v SET sequence = v.sequence + 1 FROM product p
      WHERE v.id = ANY($1) AND p.id = v.product_id
      RETURNING v.id, v.product_id AS "productId", p.name AS "productName", v.sku, v.barcode, v.name, v.selected_options AS "selectedOptions",
        v.weight_grams AS "weightGrams", NOT v.removed AND p.status = 'ACTIVE' AS sold, v.sequence, ${pricesOfVariant('$2')} AS prices`,
    values: [variantIds, moment],
  });
  return rows;
}
