import type { Resolvers } from './generated/resolvers.ts';
import { cartResolvers } from './resolvers/cart.ts';
import { categoryResolvers } from './resolvers/category.ts';
import { mutations } from './resolvers/mutations.ts';
import { productResolvers } from './resolvers/product.ts';
import { productConnectionResolvers } from './resolvers/product-connection.ts';
import { queries } from './resolvers/queries.ts';
import { variantResolvers } from './resolvers/variant.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: queries,
  Mutation: mutations,
  ...productResolvers,
  ...variantResolvers,
  ...categoryResolvers,
  ...productConnectionResolvers,
  ...cartResolvers,
};
