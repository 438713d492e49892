import type { DefinitionOf, EventType, OrderState, PayloadOf } from '@micromart/events';
import { formatMoney } from '@micromart/money';
import { cancelWords } from './cancel-words.ts';

/** What the orders say; see packages/events/src/orders.ts. */
export type OrderEventType = Extract<EventType, `order.${string}` | 'shipment.requested'>;
type DataByType = { readonly [Type in OrderEventType]: OrderState & PayloadOf<DefinitionOf<Type>> };
export type DataOf<Type extends OrderEventType> = DataByType[Type];

/** What a customer is told about an event. */
export interface Message {
  /** One line. */
  readonly title: string;
  /** Plain text. */
  readonly body: string;
  /** Tells two pieces of news of one kind apart. An order that announces the same again gets a new event id, but not another occasion. */
  readonly occasion: string;
}

/** What happens to an order once. */
const ONCE = 'once';

const money = (currency: string, amount: number): string => {
  const { amount: text, currencyCode } = formatMoney({ amount, currency });
  return `${text} ${currencyCode}`;
};
const totalOf = ({ currency, total }: { readonly currency: string; readonly total: number }): string => money(currency, total);

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The words for every event of an order; null for those that are no news to its customer. */
const messages: { readonly [Type in OrderEventType]: ((data: DataByType[Type]) => Message) | null } = {
  'order.placed': data => ({
    title: `We have your order ${data.number}`,
    body: `Thank you! Your order comes to ${totalOf(data)}. We are putting the goods aside and asking for your payment; you will hear from us soon.`,
    occasion: ONCE,
  }),
  'order.confirmed': data => ({
    title: `Order ${data.number} is confirmed`,
    body: `Everything is in stock and your payment of ${totalOf(data)} is approved. Next we pack your goods.`,
    occasion: ONCE,
  }),
  'order.action-required': data => ({
    title: `Please approve the payment for order ${data.number}`,
    body: `Your bank wants you to approve the payment of ${totalOf(data)}. Open your order to do so; until then it waits.`,
    occasion: `version ${data.version}`,
  }),
  'order.payment-failed': data => ({
    title: `The payment for order ${data.number} failed`,
    body: `The payment of ${totalOf(data)} did not go through. Open your order to try again, until ${moments.format(new Date(data.paymentDueAt))} UTC.`,
    occasion: `version ${data.version}`,
  }),
  'order.canceled': data => ({
    title: `Order ${data.number} was canceled`,
    body: cancelWords[data.reason],
    occasion: ONCE,
  }),
  'order.cancel-refused': data => ({
    title: `Order ${data.number} can no longer be canceled`,
    body: 'A parcel had already left our warehouse, so your order goes on as before.',
    occasion: `version ${data.version}`,
  }),
  'order.parcel-shipped': data => ({
    title: `A parcel of order ${data.number} is on its way`,
    body: 'Your order comes in several parcels, and the carrier has picked up one of them. Open your order to follow it.',
    occasion: data.parcelId,
  }),
  'order.shipped': data => ({
    title: `Order ${data.number} is on its way`,
    body: 'The carrier has all of it. Open your order to follow it.',
    occasion: ONCE,
  }),
  'order.delivery-failed': data => ({
    title: `A delivery of order ${data.number} did not succeed`,
    body: 'The carrier could not hand over a parcel and will try again. Open your order to see when.',
    occasion: `version ${data.version}`,
  }),
  'order.delivered': data => ({
    title: `Order ${data.number} was delivered`,
    body: 'It has arrived. We hope that you enjoy it.',
    occasion: ONCE,
  }),
  'order.refunded': data => ({
    title: `Money back for order ${data.number}`,
    body: `Of ${totalOf(data)} we have sent back ${money(data.currency, data.refunded)} in all. It can take some days until your bank shows it.`,
    occasion: `refunded ${data.refunded}`,
  }),
  // its answer follows within seconds, and that is the news
  'order.cancel-requested': null,
  // for the warehouse and the carriers: to the customer it is what "confirmed" has said
  'shipment.requested': null,
  // for the shop's people
  'order.needs-attention': null,
};

/** What a customer is told about an event; null when it is no news to them. */
export const messageOf = <Type extends OrderEventType>(type: Type, data: DataOf<Type>): Message | null => messages[type]?.(data) ?? null;

/** The events that are news to customers. */
export const toldTypes: readonly OrderEventType[] = (Object.keys(messages) as OrderEventType[]).filter(type => messages[type] !== null);
/** Those that are not, on purpose. */
export const untoldTypes: readonly OrderEventType[] = (Object.keys(messages) as OrderEventType[]).filter(type => messages[type] === null);
