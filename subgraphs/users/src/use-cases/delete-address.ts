import type { Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { heirOf } from '../domain/default-address.ts';
import { knowViewer } from './know-viewer.ts';
import type { ChangedAddress } from './save-address.ts';

/** Deletes one of the viewer's addresses; when it was the default, the oldest that is left takes over. */
export async function deleteAddress(app: App, viewer: Viewer, id: string): Promise<ChangedAddress> {
  const user = await knowViewer(app, viewer);
  if (user === null) return { user, address: null, userErrors: [] };
  return app.messaging.transaction(async (tx): Promise<ChangedAddress> => {
    await app.store.lockUser(tx, user.id);
    const all = await app.store.addressesOf([user.id], tx);
    const current = all.find(address => address.id === id);
    if (current === undefined) return { user, address: null, userErrors: [userError('NOT_FOUND', 'you have no such address', ['id'])] };
    await app.store.deleteAddress(tx, id);
    const heir = heirOf(
      current,
      all.filter(other => other !== current),
    );
    if (heir !== undefined) await app.store.makeDefault(tx, heir.id);
    return { user, address: current, userErrors: [] };
  });
}
