import type { Sql } from '@micromart/database';
import type { VariantRow } from '../app.ts';

/** Takes over what shop says of a variant, unless it said something newer before. */
export async function saveVariant(sql: Sql, variant: VariantRow, sequence: number): Promise<void> {
  await sql.query({
    name: 'save_variant',
    text: `
      INSERT INTO variant (id, sku, name, barcode, weight_grams, sequence) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO UPDATE SET sku = EXCLUDED.sku, name = EXCLUDED.name, barcode = EXCLUDED.barcode, weight_grams = EXCLUDED.weight_grams,
        sequence = EXCLUDED.sequence
      WHERE variant.sequence < EXCLUDED.sequence`,
    values: [variant.id, variant.sku, variant.name, variant.barcode, variant.weightGrams, sequence],
  });
}

export async function variantsById(sql: Sql, ids: readonly string[]): Promise<readonly VariantRow[]> {
  const { rows } = await sql.query<VariantRow>({
    name: 'variants_by_id',
    text: 'SELECT id, sku, name, barcode, weight_grams AS "weightGrams" FROM variant WHERE id = ANY($1)',
    values: [ids],
  });
  return rows;
}
