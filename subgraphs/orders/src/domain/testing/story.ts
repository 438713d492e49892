import { type Circumstances, type Decision, decide, placeOrder } from '../decide.ts';
import { defaultTiming } from '../deadlines.ts';
import type { Cancel, DeadlinePassed, Heard, Input } from '../inputs.ts';

/** When the orders of the tests are placed. */
export const noon = new Date('2026-11-02T12:00:00.000Z');
export const minutesLater = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
export const promisedDelivery = '2026-11-05T18:00:00.000Z';

const circumstances = (now: Date): Circumstances => {
  let parcels = 0;
  return { now, timing: defaultTiming, newParcelId: () => `pcl_${++parcels}` };
};

/** What happens, and how many minutes after the placing; without a time it is a second later than what came before. */
export type Happening = Input | readonly [minutes: number, input: Input];

/** The last decision of an order to which all this happened. */
export function afterAll(happenings: readonly Happening[], facts = { guest: false, promisedDelivery }): Decision {
  let now = noon;
  return happenings.reduce<Decision>(
    (decision, happening) => {
      const [minutes, input] = isTimed(happening) ? happening : [null, happening];
      now = minutes === null ? new Date(now.getTime() + 1_000) : minutesLater(minutes);
      return decide(decision.state, input, circumstances(now));
    },
    placeOrder(facts, circumstances(noon)),
  );
}
const isTimed = (happening: Happening): happening is readonly [number, Input] => Array.isArray(happening);

export const types = ({ announcements }: Decision): string[] => announcements.map(({ type }) => type);

const ofOrder = { orderId: 'ord_1' };
const allocation = (warehouseId: string, quantity = 1) => ({ orderLineId: 'oln_1', variantId: 'var_1', warehouseId, shelfId: 'shf_1', quantity });

type Of<Type extends Heard['type']> = Extract<Heard, { type: Type }>;
const stock = <Type extends 'stock.allocated' | 'stock.rejected' | 'stock.short' | 'stock.released'>(
  type: Type,
  sequence: number,
  data: Of<Type>['data'],
) => ({ type, sequence, data }) as Of<Type>;

/** All events of warehouse that an order hears; one parcel a warehouse. */
export const allocated = (sequence = 1, warehouses: readonly string[] = ['whs_1']): Heard =>
  stock('stock.allocated', sequence, { ...ofOrder, allocations: warehouses.map(id => allocation(id)) });
export const rejected = (sequence = 1): Heard => stock('stock.rejected', sequence, { ...ofOrder, missing: [] });
export const short = (sequence: number, parcelId = 'pcl_1'): Heard => stock('stock.short', sequence, { ...ofOrder, parcelId, missing: [] });
export const released = (sequence: number): Heard => stock('stock.released', sequence, ofOrder);
export const picking = (sequence: number, parcelId = 'pcl_1'): Heard => ({ type: 'pick.started', sequence, data: { ...ofOrder, parcelId } });
export const packed = (sequence: number, parcelId = 'pcl_1'): Heard => ({
  type: 'parcel.packed',
  sequence,
  data: { ...ofOrder, parcelId, warehouseId: 'whs_1', weightGrams: 500, lines: [] },
});

const payment = { ...ofOrder, paymentId: 'pay_1', currency: 'EUR', amount: 5_000, captured: 0, refunded: 0, failureCode: null };
type Plain = 'payment.authorized' | 'payment.denied' | 'payment.captured' | 'payment.voided' | 'payment.refunded';
const ofPayment = (type: Plain, sequence: number, more: Partial<typeof payment> = {}): Heard => ({ type, sequence, data: { ...payment, ...more } });

export const actionRequired = (sequence: number, paymentId = 'pay_1'): Heard => ({
  type: 'payment.action-required',
  sequence,
  data: { ...payment, paymentId, url: 'https://provider.example/3ds' },
});
export const authorized = (sequence = 1, paymentId = 'pay_1'): Heard => ofPayment('payment.authorized', sequence, { paymentId });
export const failed = (sequence: number, at: 'authorize' | 'capture' = 'authorize', paymentId = 'pay_1'): Heard => ({
  type: 'payment.failed',
  sequence,
  data: { ...payment, paymentId, failureCode: 'declined', at },
});
export const denied = (sequence: number): Heard => ofPayment('payment.denied', sequence);
export const captured = (sequence = 2): Heard => ofPayment('payment.captured', sequence, { captured: 5_000 });
export const voided = (sequence: number): Heard => ofPayment('payment.voided', sequence);
export const refunded = (sequence: number, amount: number): Heard => ofPayment('payment.refunded', sequence, { captured: 5_000, refunded: amount });

type ParcelNews = Extract<Heard['type'], `shipment.${string}`>;
/** News of a parcel: `parcel('left', 3)`. */
export const parcel = (
  what: 'created' | 'ready' | 'left' | 'delivered' | 'failed' | 'returned' | 'canceled' | 'cancel-refused',
  sequence: number,
  parcelId = 'pcl_1',
): Heard =>
  ({
    type: `shipment.${what}` satisfies ParcelNews,
    sequence,
    data: { ...ofOrder, parcelId, status: 'CREATED', carrierCode: null, trackingNumber: null, trackingUrl: null, leftAt: noon.toISOString() },
  }) as Heard;

export const cancel = (by: Cancel['by'] = 'CUSTOMER'): Cancel => ({ type: 'cancel', by });
export const deadline = (which: 'payment' | 'answer' | 'patience'): DeadlinePassed => ({ type: `${which} deadline` });

/** An order that is paid and being picked, in one parcel or in two. */
export const processing: readonly Happening[] = [allocated(), authorized(), captured()];
export const processingTwo: readonly Happening[] = [allocated(1, ['whs_1', 'whs_2']), authorized(), captured()];
