/** Where a parcel is: the API's ShipmentStatus. */
export const shipmentStatuses = [
  ...(['CREATED', 'READY', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'FAILED', 'RETURNED', 'CANCELED'] as const),
] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];
