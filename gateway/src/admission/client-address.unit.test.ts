import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { clientAddress } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string): Pick<IncomingMessage, 'headers' | 'socket'> => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress } as IncomingMessage['socket'],
});

test('without a proxy of our own, nobody counts as the address that they claim', () => {
  expect(clientAddress(from('192.0.2.1', '198.51.100.7'), 0)).toBe('192.0.2.1');
});

test('behind proxies of our own, the address is the one that the first of them saw', () => {
  expect(clientAddress(from('10.0.0.2', '198.51.100.7, 192.0.2.1'), 1)).toBe('192.0.2.1');
  expect(clientAddress(from('10.0.0.2', '198.51.100.7, 192.0.2.1, 10.0.0.1'), 2)).toBe('192.0.2.1');
  expect(clientAddress(from('10.0.0.2'), 1)).toBe('10.0.0.2');
});

test('an IPv4 address counts as itself, also when it came through an IPv6 socket', () => {
  expect(clientAddress(from('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
});

test('all IPv6 addresses of one customer count as one', () => {
  expect(clientAddress(from('2001:db8:1:2::1'), 0)).toBe('2001:db8:1:2::/64');
  expect(clientAddress(from('2001:db8:1:2:ffff:ffff:ffff:ffff'), 0)).toBe('2001:db8:1:2::/64');
  expect(clientAddress(from('2001:db8:1:3::1'), 0)).toBe('2001:db8:1:3::/64');
});

test('what is no address counts as the word that it is', () => {
  expect(clientAddress(from('10.0.0.2', 'unknown'), 1)).toBe('unknown');
});
