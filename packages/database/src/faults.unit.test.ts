import { expect, test } from '@jest/globals';
import { isShut, isTooSlow, isTransient, sqlState } from './faults.ts';

const coded = (code: string, message = 'it failed'): Error => Object.assign(new Error(message), { code });

test.each([
  ['a server that is not there', coded('ECONNREFUSED')],
  ['a connection that broke while it was written to', coded('EPIPE')],
  ['a machine that cannot be reached', coded('EHOSTUNREACH')],
  ['a server that is shutting down', coded('57P01')],
  ['a server that is starting', coded('57P03')],
  ['a server with too many connections', coded('53300')],
  ['a transaction that was ended because this process stood still', coded('25P03')],
  ['a server that can only be read', coded('25006')],
  ['a statement that took too long', coded('57014')],
  ['a deadlock', coded('40P01')],
  ['a connection that could not be made in time', new Error('timeout expired')],
  ['a connection that broke before', new Error('Client has encountered a connection error and is not queryable')],
  ['a connection that was closed', new Error('Client was closed and is not queryable')],
  ['a pool whose connections are all in use', new Error('timeout exceeded when trying to connect')],
  ['a transaction that Prisma could not begin in time', coded('P2028')],
  ['any of these as the cause of something else', new Error('saving failed', { cause: coded('ECONNRESET') })],
])('waiting helps against %s', (_what, fault) => {
  expect(isTransient(fault)).toBe(true);
});

test.each([
  ['a broken constraint', coded('23505')],
  ['a statement that is wrong', coded('42601')],
  ['text that PostgreSQL refuses', coded('22021')],
  ['a bug', new TypeError('x is undefined')],
  ['nothing at all', undefined],
])('waiting does not help against %s', (_what, fault) => {
  expect(isTransient(fault)).toBe(false);
});

test('a broken pipe has no SQLSTATE, though it has five capitals', () => {
  expect([sqlState(coded('EPIPE')), sqlState(coded('P0001')), sqlState(coded('XX000'))]).toEqual([undefined, undefined, 'XX000']);
});

test('a statement that took too long is told from a server that goes down', () => {
  expect([isTooSlow(coded('57014')), isTooSlow(coded('57P01'))]).toEqual([true, false]);
});

test('a server that lets nobody in is told from one that is away', () => {
  expect([coded('28P01'), coded('28000'), coded('3D000'), coded('57P03')].map(isShut)).toEqual([true, true, true, false]);
});
