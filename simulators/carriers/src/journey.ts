/** What becomes of a parcel once it is ready. */
export type Journey = 'delivered' | 'attempt-failed' | 'returned';

export type Step = 'PICKED_UP' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'FAILED' | 'DELIVERED' | 'RETURNED';

export const journeys: Readonly<Record<Journey, readonly Step[]>> = {
  delivered: ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'],
  'attempt-failed': ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'OUT_FOR_DELIVERY', 'DELIVERED'],
  returned: ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'RETURNED'],
};

/** Whether the carrier has the parcel, so that it can no longer be called back. */
export const hasLeft = (status: string): boolean => !['BOOKED', 'READY', 'CANCELED'].includes(status);

const messages: Readonly<Record<Step, string>> = {
  PICKED_UP: 'Picked up from the sender',
  IN_TRANSIT: 'Sorted and on its way',
  OUT_FOR_DELIVERY: 'With the driver, on the way to the door',
  FAILED: 'Nobody was met',
  DELIVERED: 'Handed over',
  RETURNED: 'Back at the sender',
};

/** How a carrier words a step, and where it was made. */
export function wordsOf(step: Step, countryCode: string): { message: string; location: string } {
  const location = step === 'PICKED_UP' || step === 'RETURNED' ? 'Sender' : step === 'IN_TRANSIT' ? 'Sorting centre' : `Recipient, ${countryCode}`;
  return { message: messages[step], location };
}
