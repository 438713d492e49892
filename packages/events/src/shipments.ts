import { defineEvent } from './event.ts';
import { dateTime, shipmentState } from './parts.ts';

const row = { version: 1, publisher: 'shipments', keyedBy: 'order' } as const;

export const shipmentCreated = defineEvent({
  ...row,
  type: 'shipment.created',
  meaning: 'A carrier was found and knows of the parcel.',
  payload: shipmentState,
});
export const shipmentReady = defineEvent({
  ...row,
  type: 'shipment.ready',
  meaning: 'The parcel is packed and its carrier may come.',
  payload: shipmentState,
});
export const shipmentLeft = defineEvent({
  ...row,
  type: 'shipment.left',
  meaning: 'The carrier has the parcel: picked up, or any later news of it.',
  payload: shipmentState.extend({ leftAt: dateTime }),
});
export const shipmentDelivered = defineEvent({
  ...row,
  type: 'shipment.delivered',
  meaning: 'The parcel is with the customer.',
  payload: shipmentState,
});
export const shipmentFailed = defineEvent({ ...row, type: 'shipment.failed', meaning: 'An attempt at delivery failed.', payload: shipmentState });
export const shipmentReturned = defineEvent({
  ...row,
  type: 'shipment.returned',
  meaning: 'The parcel came back to the warehouse.',
  payload: shipmentState,
});
export const shipmentCanceled = defineEvent({ ...row, type: 'shipment.canceled', meaning: 'The parcel will not leave.', payload: shipmentState });
export const shipmentCancelRefused = defineEvent({
  ...row,
  type: 'shipment.cancel-refused',
  meaning: 'A parcel has left: the order cannot be called back.',
  payload: shipmentState,
});
