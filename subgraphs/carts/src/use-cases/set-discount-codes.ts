import type { Viewer } from '@micromart/auth';
import { check, text } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { MOST_CODES } from '../domain/cart.ts';
import { type CartResult, changeCart } from './change-cart.ts';

export interface CodesToSet {
  readonly cartId: string;
  readonly codes: readonly string[];
  readonly expectedVersion?: number | null;
}

const codeList = z.array(text(50)).max(MOST_CODES, { error: `a cart takes at most ${MOST_CODES} codes` });

/** All codes that the cart shall have; shop says whether one applies. */
export const setDiscountCodes = (app: App, viewer: Viewer, { cartId, codes, expectedVersion }: CodesToSet): Promise<CartResult> =>
  changeCart(app, viewer, cartId, expectedVersion, cart => {
    const checked = check(codeList, codes, ['codes']);
    return checked.userErrors === undefined ? { cart: { ...cart, discountCodes: [...new Set(checked.value)] } } : checked;
  });
