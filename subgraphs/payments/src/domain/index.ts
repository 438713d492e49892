/** The life of an order's payment: its table and the function that goes by it. */
export { type Announcement, type Circumstances, type Command, type Decide, type Decision, decide, decideBy } from './decide.ts';
export { type GuardName, guards, triesAtMost } from './guards.ts';
export type { Heard, HeardType, Input, InputType, ProviderNews, Refund, Retry } from './inputs.ts';
export { type AnnouncementType, type Cell, type CommandKind, type Lifecycle, lifecycle, type NoEffect, type Rule } from './lifecycle.ts';
export { emptyCase, leftToRefund, type PaymentCase, type Status, statuses } from './payment-case.ts';
