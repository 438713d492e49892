import { feedOfOne, forbidden, opened } from '@micromart/service';
import { type Cart, totalQuantity } from './domain/cart.ts';
import { warningsOf } from './domain/warnings.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { mayUse } from './loaders.ts';
import { cartAfter } from './use-cases/cart-after.ts';
import { addCartLines } from './use-cases/add-lines.ts';
import { createCart } from './use-cases/create-cart.ts';
import { mergeCart } from './use-cases/merge-cart.ts';
import { myCart } from './use-cases/my-cart.ts';
import { setCartCurrency } from './use-cases/set-currency.ts';
import { setCartDelivery } from './use-cases/set-delivery.ts';
import { setDiscountCodes } from './use-cases/set-discount-codes.ts';
import { updateCartLines } from './use-cases/update-lines.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    cart: async (_, { id }, { app, viewer, loaders }) => (await loaders.cart.load(id)) ?? cartAfter(app, viewer, id),
    myCart: (_, __, { app, viewer }) => myCart(app, viewer),
  },
  Mutation: {
    cartCreate: (_, { input }, { app, viewer, passport }) => createCart(app, viewer, passport, input),
    cartLinesAdd: (_, args, { app, viewer, passport }) => addCartLines(app, viewer, passport, args),
    cartLinesUpdate: (_, args, { app, viewer }) => updateCartLines(app, viewer, args),
    cartDiscountCodesSet: (_, args, { app, viewer }) => setDiscountCodes(app, viewer, args),
    cartDeliverySet: (_, args, { app, viewer }) => setCartDelivery(app, viewer, args),
    cartCurrencySet: (_, args, { app, viewer }) => setCartCurrency(app, viewer, args),
    cartMerge: (_, { guestCartId }, { app, viewer }) => mergeCart(app, viewer, guestCartId),
  },
  Subscription: {
    cartUpdated: {
      async subscribe(_, { id }, { app, viewer }) {
        const read = async (): Promise<Cart | null> => {
          const cart = await app.store.cart(id);
          return cart !== undefined && mayUse(viewer, cart) ? cart : null;
        };
        const { wakeUps, net } = app;
        const feed = await opened(feedOfOne({ wakeUps, kind: 'cart', id, net, read, versionOf: cart => cart.version, until: viewer.expiresAt }));
        if (feed === null) throw forbidden('there is no such cart, or it is somebody else’s');
        return feed;
      },
      resolve: (cart: Cart) => cart,
    },
  },
  Cart: {
    __resolveReference: ({ id }, { loaders }) => loaders.cart.load(id),
    totalQuantity,
    expiresAt: cart => new Date(cart.expiresAt),
    warnings: async (cart, _, { loaders }) => {
      const known = await loaders.known.loadMany(cart.lines.map(line => line.variantId));
      return warningsOf(cart, new Map(known.flatMap(variant => (variant === null || variant instanceof Error ? [] : [[variant.id, variant]]))));
    },
  },
  CartLine: {
    variant: line => ({ id: line.variantId }),
  },
};
