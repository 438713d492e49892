import { everyone, permissions as permissionTree, signedIn } from '@micromart/auth';

/** Who may ask for what; whose profile it is, the loaders decide: somebody else's is null. */
export const permissions = permissionTree({
  Query: { me: everyone },
  Mutation: { profileUpdate: signedIn, addressSave: signedIn, addressDelete: signedIn },
  User: everyone,
  SavedAddress: everyone,
  Address: everyone,
  AccountRequest: everyone,
  AccountReceipt: everyone,
  ProfilePayload: everyone,
  AddressPayload: everyone,
  UserError: everyone,
});
