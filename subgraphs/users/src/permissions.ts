import { admin, everyone, permissions as permissionTree, signedIn, staff } from '@micromart/auth';

/** Who may ask for what; whose profile it is, the loaders decide: somebody else's is null. */
export const permissions = permissionTree({
  Query: { me: everyone, user: staff, users: staff },
  Mutation: { profileUpdate: signedIn, addressSave: signedIn, addressDelete: signedIn, userRolesSet: admin },
  User: everyone,
  SavedAddress: everyone,
  Address: everyone,
  AccountRequest: everyone,
  AccountReceipt: everyone,
  UserConnection: everyone,
  UserEdge: everyone,
  PageInfo: everyone,
  ProfilePayload: everyone,
  AddressPayload: everyone,
  UserError: everyone,
});
