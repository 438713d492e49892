import type { Sql } from '@micromart/database';
import type { NewId } from '@micromart/service';
import type { CarrierRow } from '../app.ts';

const COLUMNS = 'id, code, name, enabled';

/** Notes the carriers that the shop has a contract with, also when several replicas do so at once; who was taken out of the choice stays out. */
export async function rememberCarriers(sql: Sql, carriers: readonly { readonly code: string; readonly name: string }[], newId: NewId): Promise<void> {
  await sql.query({
    name: 'remember_carriers',
    text: `
      INSERT INTO carrier (id, code, name) SELECT id, code, name FROM unnest($1::text[], $2::text[], $3::text[]) AS c (id, code, name) ORDER BY code
      ON CONFLICT (code) DO UPDATE SET name = excluded.name`,
    values: [carriers.map(() => newId('car')), carriers.map(({ code }) => code), carriers.map(({ name }) => name)],
  });
}

export async function allCarriers(sql: Sql): Promise<CarrierRow[]> {
  const { rows } = await sql.query<CarrierRow>({ name: 'carriers', text: `SELECT ${COLUMNS} FROM carrier ORDER BY code` });
  return rows;
}

/** Takes a carrier out of the choice, or back in; null when there is none of that code. */
export async function enableCarrier(sql: Sql, code: string, enabled: boolean): Promise<CarrierRow | null> {
  const { rows } = await sql.query<CarrierRow>({
    name: 'enable_carrier',
    text: `UPDATE carrier SET enabled = $2 WHERE code = $1 RETURNING ${COLUMNS}`,
    values: [code, enabled],
  });
  return rows[0] ?? null;
}
