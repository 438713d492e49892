/** The life of an order's goods: the tables and the function that goes by them. */
export { type Announcement, type Command, type Decide, type Decision, decide, decideBy } from './decide.ts';
export type { AllocationResult, Floor, FloorType, Heard, Input, OrderHeardType, OrderInputType, ParcelHeardType } from './inputs.ts';
export {
  type Cell,
  type Lifecycle,
  lifecycle,
  type NoEffect,
  type OrderAnnouncementType,
  type OrderCommand,
  type OrderRule,
  type ParcelAnnouncementType,
  type ParcelCommand,
  type ParcelRule,
} from './lifecycle.ts';
export { emptyCase, type ParcelCase, type ParcelStatus, parcelStatuses, type Status, type StockCase, statuses } from './stock-case.ts';
