export { guest, has, isAdmin, isFloor, isOrderDesk, isStaff, type Role, type Viewer } from './viewer.ts';
export { orderTokens, type OrderTokens } from './order-tokens.ts';
