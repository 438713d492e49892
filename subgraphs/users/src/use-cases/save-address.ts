import { addressInput } from '@micromart/address';
import type { Viewer } from '@micromart/auth';
import { check, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, SavedAddressRow, UserRow } from '../app.ts';
import { isDefaultOnceSaved } from '../domain/default-address.ts';
import type { AddressSaveInput, UserErrorCode } from '../generated/resolvers.ts';
import { knowViewer } from './know-viewer.ts';

export interface ChangedAddress {
  readonly user: UserRow | null;
  readonly address: SavedAddressRow | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

const MOST_ADDRESSES = 50;

/** Saves a new address, or changes one of the viewer's. The first one is the default. */
export async function saveAddress(app: App, viewer: Viewer, input: AddressSaveInput): Promise<ChangedAddress> {
  const user = await knowViewer(app, viewer);
  const checked = check(z.object({ address: addressInput }), input, ['input']);
  if (checked.userErrors !== undefined || user === null) return { user, address: null, userErrors: checked.userErrors ?? [] };
  const { address } = checked.value;
  return app.messaging.transaction(async (tx): Promise<ChangedAddress> => {
    await app.store.lockUser(tx, user.id);
    const all = await app.store.addressesOf([user.id], tx);
    const current = all.find(({ id }) => id === input.id);
    if (input.id !== undefined && input.id !== null && current === undefined)
      return { user, address: null, userErrors: [userError('NOT_FOUND', 'you have no such address', ['input', 'id'])] };
    if (current === undefined && all.length >= MOST_ADDRESSES) {
      return { user, address: null, userErrors: [userError('CONFLICT', `you have ${MOST_ADDRESSES} addresses; delete one first`, ['input'])] };
    }
    const others = all.filter(other => other !== current);
    const saved = {
      id: current?.id ?? app.newId('adr'),
      userId: user.id,
      isDefault: isDefaultOnceSaved(others, current, input.isDefault ?? null),
      address,
    };
    await app.store.saveAddress(tx, saved);
    return { user, address: saved, userErrors: [] };
  });
}
