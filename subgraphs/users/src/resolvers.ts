import type { Resolvers, Role } from './generated/resolvers.ts';
import { deleteAddress } from './use-cases/delete-address.ts';
import { knowViewer } from './use-cases/know-viewer.ts';
import { listUsers } from './use-cases/list-users.ts';
import { findUser } from './use-cases/look-up-account.ts';
import { saveAddress } from './use-cases/save-address.ts';
import { setUserRoles } from './use-cases/set-user-roles.ts';
import { updateProfile } from './use-cases/update-profile.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    me: (_, __, { app, viewer }) => knowViewer(app, viewer),
    user: (_, { id }, { app }) => findUser(app, id),
    users: (_, args, { app }) => listUsers(app, args),
  },
  Mutation: {
    profileUpdate: (_, { input }, { app, viewer }) => updateProfile(app, viewer, input),
    addressSave: (_, { input }, { app, viewer }) => saveAddress(app, viewer, input),
    addressDelete: (_, { id }, { app, viewer }) => deleteAddress(app, viewer, id),
    userRolesSet: (_, { id, roles }, { app, viewer }) => setUserRoles(app, viewer, id, roles),
  },
  User: {
    __resolveReference: ({ id }, { loaders }) => loaders.user.load(id),
    roles: user => user.roles as readonly Role[],
    addresses: (user, _, { loaders }) => loaders.addresses.load(user.id),
    accountRequests: () => [],
  },
  UserConnection: {
    totalCount: page => page.total(),
  },
};
