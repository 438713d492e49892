import { expect, test } from '@jest/globals';
import { isWorldFault, WorldFault } from './faults.ts';

const named = (name: string): Error => Object.assign(new Error('no answer'), { name });
const coded = (code: string): Error => Object.assign(new Error('fetch failed'), { code });

test.each([
  ['a provider that does not answer', new WorldFault('away')],
  ['a subgraph that does not answer', named('SubgraphUnavailable')],
  ['a call that was ended by its time limit', new DOMException('late', 'TimeoutError')],
  ['a call that was given up', new DOMException('given up', 'AbortError')],
  ['a command that was under way when Redis went', new Error('Command aborted due to connection close')],
  ['a Redis that closed its connection', new Error('Connection is closed.')],
  ['a Redis that reads its files', new Error('LOADING Redis is loading the dataset in memory')],
  ['a Redis that is full', new Error('OOM command not allowed')],
  ['a server that sends no headers', coded('UND_ERR_HEADERS_TIMEOUT')],
  ['a socket that the other side closed', coded('UND_ERR_SOCKET')],
  ['a database that is away', coded('ECONNREFUSED')],
  ['a database that can only be read', coded('25006')],
  ['a database whose password is being changed', coded('28P01')],
  ['any of these as the cause of something else', new Error('it failed', { cause: new Error('wrapped', { cause: coded('EPIPE') }) })],
])('the world is at fault for %s', (_what, fault) => {
  expect(isWorldFault(fault)).toBe(true);
});

test.each([
  ['a bug', new TypeError('x is undefined')],
  ['an event that breaks its promise', named('InvalidEvent')],
  ['a broken constraint', coded('23505')],
  ['a script of ours that is wrong', new Error('ERR Error running script')],
  ['what is no error', 'oops'],
])('the world is not at fault for %s', (_what, fault) => {
  expect(isWorldFault(fault)).toBe(false);
});
