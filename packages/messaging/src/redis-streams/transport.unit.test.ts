import { describe, expect, test } from '@jest/globals';
import { UNREADABLE } from '../bus.ts';
import { released } from '../testing/sample-events.ts';
import { decode, encode, typeOf } from './transport.ts';

const STREAM = 'micromart.warehouse.v1:3';
const ENTRY = '1700000000000-7';
const sound = { ...released('ord_1', 42), causationid: 'evt_0' };

describe('an event on a stream', () => {
  test('comes back as it was sent, and says its type without being parsed', () => {
    expect(decode(STREAM, ENTRY, encode(sound))).toEqual(sound);
    expect(typeOf(encode(sound))).toBe('stock.released');
  });
});

describe('what is no event', () => {
  test.each([
    ['has no id', { ...sound, id: '' }],
    ['is of another version of CloudEvents', { ...sound, specversion: '0.3' }],
    ['has U+0000 in its id', { ...sound, id: 'a\0b' }],
    ['has U+0000 in its subject', { ...sound, subject: 'ord_\0' }],
    ['has U+0000 in its type', { ...sound, type: 'stock\0released' }],
    ['has U+0000 in what it was caused by', { ...sound, causationid: 'a\0b' }],
    ['has half of a surrogate pair in its id', { ...sound, id: 'half \ud83d' }],
    ['has half of a surrogate pair in its subject', { ...sound, subject: '\udc00 half' }],
  ])('because it %s is handed over as unreadable, named after its entry, as it came', (_why, event) => {
    const text = JSON.stringify(event);
    const id = `${STREAM}:${ENTRY}`;
    expect(decode(STREAM, ENTRY, ['type', 'stock.released', 'event', text])).toMatchObject({ type: UNREADABLE, id, subject: id, data: text });
  });

  test('because it has no event in it shows what there is', () => {
    expect(decode(STREAM, ENTRY, ['a', 'b'])).toMatchObject({ type: UNREADABLE, data: ['a', 'b'], time: '2023-11-14T22:13:20.000Z' });
  });
});
