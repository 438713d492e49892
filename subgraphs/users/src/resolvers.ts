import type { Resolvers, Role } from './generated/resolvers.ts';
import { deleteAddress } from './use-cases/delete-address.ts';
import { knowViewer } from './use-cases/know-viewer.ts';
import { saveAddress } from './use-cases/save-address.ts';
import { updateProfile } from './use-cases/update-profile.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    me: (_, __, { app, viewer }) => knowViewer(app, viewer),
  },
  Mutation: {
    profileUpdate: (_, { input }, { app, viewer }) => updateProfile(app, viewer, input),
    addressSave: (_, { input }, { app, viewer }) => saveAddress(app, viewer, input),
    addressDelete: (_, { id }, { app, viewer }) => deleteAddress(app, viewer, id),
  },
  User: {
    __resolveReference: ({ id }, { loaders }) => loaders.user.load(id),
    roles: user => user.roles as readonly Role[],
    addresses: (user, _, { loaders }) => loaders.addresses.load(user.id),
    accountRequests: () => [],
  },
};
