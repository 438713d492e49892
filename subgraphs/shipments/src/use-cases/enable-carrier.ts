import { type UserError, userError } from '@micromart/input';
import type { App, CarrierRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

export interface EnabledCarrier {
  readonly carrier: CarrierRow | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

/** Takes a carrier out of the choice, or back in. Parcels that it has already it keeps. */
export async function enableCarrier(app: App, code: string, enabled: boolean): Promise<EnabledCarrier> {
  const carrier = await app.store.enableCarrier(code, enabled);
  return { carrier, userErrors: carrier === null ? [userError('NOT_FOUND', `there is no carrier ${code}`, ['code'])] : [] };
}
