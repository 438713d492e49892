import { addressInput } from '@micromart/address';
import type { Viewer } from '@micromart/auth';
import { marketOf } from '@micromart/markets';
import { check, isStorable, userError } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { setDelivery } from '../domain/changes.ts';
import type { CartDeliveryInput } from '../generated/resolvers.ts';
import { type CartResult, changeCart } from './change-cart.ts';

export interface DeliveryToSet {
  readonly cartId: string;
  readonly input: CartDeliveryInput;
  readonly expectedVersion?: number | null;
}

const delivery = z.object({
  address: addressInput.nullish(),
  shippingRateId: z.string().max(200).refine(isStorable).nullish(),
});

/** Where the cart shall go, and by which rate; the address must be in the cart's market. */
export const setCartDelivery = (app: App, viewer: Viewer, { cartId, input, expectedVersion }: DeliveryToSet): Promise<CartResult> =>
  changeCart(app, viewer, cartId, expectedVersion, cart => {
    const checked = check(delivery, input, ['input']);
    if (checked.userErrors !== undefined) return checked;
    const { address, shippingRateId } = checked.value;
    if (address != null && !marketOf(cart.currency)?.countries.includes(address.countryCode)) {
      return {
        userErrors: [
          userError('INVALID', `carts in ${cart.currency} are not delivered to ${address.countryCode}; see markets`, [
            'input',
            'address',
            'countryCode',
          ]),
        ],
      };
    }
    return { cart: setDelivery(cart, { address, rateId: shippingRateId }) };
  });
