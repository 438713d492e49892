import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Viewer } from './viewer.ts';

/** Access tokens of orders: an HMAC of the order's id, so that any subgraph can check one before it has heard of the order. */
export interface OrderTokens {
  /** The same order gives the same token. */
  tokenOf(orderId: string): string;
  /** Whether the viewer presented the order's token. */
  allows(viewer: Viewer, orderId: string): boolean;
}

/** @param secret at least 32 bytes, the same in every process. */
export function orderTokens(secret: string): OrderTokens {
  const tokenOf = (orderId: string): string =>
    createHmac('sha256', secret).update(`order-access:${orderId}`).digest().subarray(0, 16).toString('base64url');
  return {
    tokenOf,
    allows(viewer, orderId) {
      if (viewer.orderTokens.length === 0) return false;
      const expected = Buffer.from(tokenOf(orderId));
      return viewer.orderTokens.some(token => {
        const given = Buffer.from(token);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },
  };
}
