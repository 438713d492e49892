export type Role = 'customer' | 'warehouse' | 'support' | 'admin';

/** Who asks. A guest has no `userId`; what a guest may see follows from secrets that the request presented. */
export interface Viewer {
  /** `usr_…`, made from the identity provider's subject; null for a guest. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roles: readonly Role[];
  /** The login session at the identity provider. */
  readonly sessionId: string | null;
  /** Access tokens of orders that the request presented, unchecked: `orderTokens.allows(viewer, orderId)` checks them. */
  readonly orderTokens: readonly string[];
  /** When the token ends that this viewer came with; null for a guest. */
  readonly expiresAt: Date | null;
  /** When that token was made, to the second; left out where there is none. */
  readonly issuedAt?: Date;
}

export const guest: Viewer = {
  userId: null,
  email: null,
  firstName: null,
  lastName: null,
  roles: [],
  sessionId: null,
  orderTokens: [],
  expiresAt: null,
};

export const has = (viewer: Viewer, ...roles: readonly Role[]): boolean => roles.some(role => viewer.roles.includes(role));

/** Staff is warehouse, support or admin. */
export const isStaff = (viewer: Viewer): boolean => has(viewer, 'warehouse', 'support', 'admin');
/** Support and admin: orders, customers, payments, refunds, returns, tracking. */
export const isOrderDesk = (viewer: Viewer): boolean => has(viewer, 'support', 'admin');
/** Warehouse and admin: stock, shelves, picking. */
export const isFloor = (viewer: Viewer): boolean => has(viewer, 'warehouse', 'admin');
export const isAdmin = (viewer: Viewer): boolean => has(viewer, 'admin');
