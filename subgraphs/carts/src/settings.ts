import { wholeNumber } from '@micromart/service';

export const cartsSettings = {
  CART_DAYS: wholeNumber(1, 365).default(30).describe('How many days a cart is kept after its last change.'),
};
