import { isOrderDesk, isStaff, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { App, SavedAddressRow, UserRow } from './app.ts';

export type UsersLoaders = ReturnType<typeof loadersFor>;

export const loadersFor = (app: App, viewer: Viewer) => ({
  /** Users see themselves; staff sees everybody, because pickers and staff notes name each other. Null for anybody else. */
  user: batchByKey<UserRow>(
    async ids => {
      const visible = isStaff(viewer) ? ids : ids.filter(id => id === viewer.userId);
      const rows = await app.store.usersById(visible);
      const unseen = viewer.userId !== null && visible.includes(viewer.userId) && !rows.some(row => row.id === viewer.userId);
      const self = unseen ? await app.store.rememberViewer(viewer) : null;
      return self === null ? rows : [...rows, self];
    },
    user => user.id,
  ),
  /** Where people live is for themselves and the order desk. */
  addresses: batchListsByKey<SavedAddressRow>(
    userIds => app.store.addressesOf(userIds.filter(id => id === viewer.userId || isOrderDesk(viewer))),
    address => address.userId,
  ),
});
