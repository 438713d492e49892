/** The life of an order: its table, the function that goes by it, and what can be said of an order by looking at it. */
export { actionsFor, type OrderAction, type ViewerKind } from './actions.ts';
export type { Announcement, AnnouncementType } from './announcements.ts';
export { type DeadlineChange, defaultTiming, type OrderTiming } from './deadlines.ts';
export { type Circumstances, type Decide, type Decision, decide, decideBy, placeOrder } from './decide.ts';
export { type Hearing, hear, type News } from './facets.ts';
export { type GuardName, guards } from './guards.ts';
export type { Cancel, DeadlinePassed, Heard, HeardType, Input, InputType } from './inputs.ts';
export { type Cell, type Lifecycle, lifecycle, type NoEffect, type Rule } from './lifecycle.ts';
export { isAwaited } from './rules.ts';
export type { HistoryEntry } from './messages.ts';
export { type CancelReason, type DeadlineKind, type Deadlines, type OrderState, type Stage, stages } from './order-state.ts';
export type { ParcelToSend } from './parcels.ts';
export { isEnded, isSettled } from './settled.ts';
export { type FulfillmentStatus, fulfillmentStatus, type PaymentStatus, paymentStatus } from './statuses.ts';
