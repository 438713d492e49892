/** The life of an order's parcels: the tables and the function that goes by them. */
export { type Announcement, type Command, type Decide, type Decision, decide, decideBy } from './decide.ts';
export type { CarrierInput, CarrierInputType, Heard, Input, OrderInputType, ParcelInputType } from './inputs.ts';
export { type AnnouncementType, type CommandKind, type Lifecycle, lifecycle, type NoEffect, type OrderRule, type ParcelRule } from './lifecycle.ts';
export {
  emptyCase,
  hasLeft,
  type ParcelCase,
  type ParcelStatus,
  type Phase,
  parcelStatuses,
  phaseOf,
  phases,
  type ShipmentCase,
} from './shipment-case.ts';
