import { describe, expect, test } from '@jest/globals';
import { events } from '@micromart/events';
import { listeners } from '../listeners.ts';
import { orderEvent } from '../testing/order-events.ts';
import { type DataOf, messageOf, type OrderEventType, toldTypes, untoldTypes } from './messages.ts';

const ORDER = { id: 'ord_1', customerId: 'usr_alice', email: 'alice@example.test' };
const told = (type: OrderEventType, also: object = {}) => messageOf(type, orderEvent(type, ORDER, 7, also).data as DataOf<OrderEventType>);

describe('what customers are told', () => {
  test('covers every event that orders publish: in words, or left out on purpose', () => {
    const published = Object.values(events).filter(({ publisher }) => publisher === 'orders');
    expect([...toldTypes, ...untoldTypes].toSorted()).toEqual(published.map(({ type }) => type).toSorted());
    expect([...untoldTypes].toSorted()).toEqual(['order.cancel-requested', 'order.needs-attention', 'shipment.requested']);
  });
  test('is what the subgraph listens to, and nothing else', () => {
    expect(Object.keys(listeners).toSorted()).toEqual([...toldTypes].toSorted());
  });
  test.each(toldTypes)('%s has a title with the order number, and whole sentences', type => {
    const message = told(type);
    expect(message?.title).toContain('M-1');
    expect(message?.title).not.toMatch(/[\r\n]/);
    expect(message?.body).toMatch(/^[A-Z].*[.!]$/);
    expect(`${message?.title} ${message?.body}`).not.toMatch(/undefined|null|NaN|Invalid/);
  });
  test('speaks of amounts in major units', () => {
    expect(told('order.placed')?.body).toContain('1234.50 EUR');
    expect(told('order.placed', { currency: 'JPY', total: 500 })?.body).toContain('500 JPY');
    expect(told('order.refunded', { refunded: 2_000 })?.body).toContain('Of 1234.50 EUR we have sent back 20.00 EUR');
  });
  test('says until when a failed payment may be tried again', () => {
    expect(told('order.payment-failed')?.body).toMatch(/22 November 2026.*18:30 UTC/);
  });
  test('gives the reason for a cancellation', () => {
    expect(told('order.canceled', { reason: 'OUT_OF_STOCK' })?.body).toContain('no longer have');
    expect(told('order.canceled', { reason: 'UNDELIVERABLE' })?.body).toContain('could not be delivered');
  });
});

describe('the occasion', () => {
  test('is the same when an order announces its stage again', () => {
    for (const type of ['order.placed', 'order.confirmed', 'order.canceled'] as const) {
      expect(told(type, { version: 9 })?.occasion).toBe(told(type, { version: 3 })?.occasion);
    }
  });
  test('tells two refunds, two parcels and two failed payments apart', () => {
    expect(told('order.refunded', { refunded: 1 })?.occasion).not.toBe(told('order.refunded', { refunded: 2 })?.occasion);
    expect(told('order.parcel-shipped', { parcelId: 'pcl_1' })?.occasion).not.toBe(told('order.parcel-shipped', { parcelId: 'pcl_2' })?.occasion);
    expect(told('order.payment-failed', { version: 3 })?.occasion).not.toBe(told('order.payment-failed', { version: 5 })?.occasion);
  });
});
