import type { AnnouncementType } from './announcements.ts';
import type { Input, InputType } from './inputs.ts';

/** A step of the order's history. `type` is the event's, the order's own or the one heard. */
export interface HistoryEntry {
  readonly type: string;
  readonly message: string;
}

const heard: Partial<Record<InputType, string>> = {
  'stock.allocated': 'The goods are reserved.',
  'stock.rejected': 'Not all of the goods are in stock.',
  'stock.short': 'Fewer of the goods were found than expected.',
  'stock.released': 'The reserved goods were set free.',
  'payment.action-required': 'The payment waits for the customer to approve it.',
  'payment.authorized': 'The payment was authorized.',
  'payment.failed': 'The payment failed.',
  'payment.denied': 'The payment was denied.',
  'payment.captured': 'The payment was received.',
  'payment.voided': 'The payment was given up; nothing was taken.',
  'payment.refunded': 'Money was refunded.',
  'pick.started': 'The goods are being collected.',
  'parcel.packed': 'A parcel was packed.',
  'shipment.created': 'A carrier was found for a parcel.',
  'shipment.ready': 'A parcel waits for its carrier.',
  'shipment.left': 'A parcel left the warehouse.',
  'shipment.delivered': 'A parcel was delivered.',
  'shipment.failed': 'A delivery was tried and failed.',
  'shipment.returned': 'A parcel came back to the warehouse.',
  'shipment.canceled': 'A parcel was called back.',
  'shipment.cancel-refused': 'A parcel had left and could not be called back.',
};

/** Only what the event heard does not say already. */
const announced: Partial<Record<AnnouncementType, string>> = {
  'order.placed': 'The order was placed.',
  'order.confirmed': 'The order was confirmed.',
  'shipment.requested': 'The order went to the warehouse.',
  'order.cancel-requested': 'The order is being canceled.',
  'order.cancel-refused': 'The order could not be canceled any more.',
  'order.canceled': 'The order was canceled.',
  'order.shipped': 'The order was shipped.',
  'order.delivered': 'The order was delivered.',
  'order.needs-attention': 'The order needs attention.',
};

const entry = (type: string, message: string | undefined): HistoryEntry[] => (message ? [{ type, message }] : []);

/** What the history says of an input and of what was announced upon it. */
export const historyOf = (input: Input | null, announcements: readonly AnnouncementType[]): HistoryEntry[] => [
  ...(input ? entry(input.type, heard[input.type]) : []),
  ...announcements.flatMap(type => entry(type, announced[type])),
];

export const historyOfLate = (input: Input): HistoryEntry[] =>
  entry(input.type, heard[input.type] && `${heard[input.type]} (Heard late; nothing changed.)`);

/** Why people must look at an order, by what happened to it. */
export function attentionTo(input: Input | null): string {
  switch (input?.type) {
    case 'stock.short':
      return 'Goods are missing, and a part of the order has left.';
    case 'shipment.cancel-refused':
      return 'Goods are missing, and a part of the order could not be called back.';
    case 'shipment.left':
      return 'A parcel of a canceled order left.';
    case 'shipment.delivered':
    case 'shipment.returned':
      return 'A part of the order was delivered, the rest came back.';
    default:
      return 'It takes longer than it should.';
  }
}
