import { describe, expect, test } from '@jest/globals';
import { cursorOf, pageArguments, pageOf } from './pages.ts';

const rows = [3, 2, 1].map(id => ({ id: `id${id}`, rank: id }));
const keyOf = ({ rank, id }: (typeof rows)[number]) => [rank, id] as const;

describe('a page', () => {
  test('says whether there is more, and its end begins the next one', () => {
    const page = pageOf(rows, { first: 2, after: null }, keyOf);
    expect(page.edges.map(({ node }) => node.id)).toEqual(['id3', 'id2']);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, startCursor: cursorOf([3, 'id3']) });
    expect(pageArguments({ first: 2, after: page.pageInfo.endCursor }, ['number', 'string'])).toEqual({ first: 2, after: [2, 'id2'] });
  });
  test('that is empty has no cursors', () => {
    expect(pageOf([], { first: 2, after: ['x'] }, () => [])).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });
});

describe('what is asked of a list', () => {
  test.each([0, -1, 101])('is refused with first: %i', first => {
    expect(() => pageArguments({ first }, ['string'])).toThrow('first must be from 1 to 100');
  });
  test.each([
    ['no cursor at all', 'nonsense'],
    ['of another shape', cursorOf(['id'])],
    ['of other types', cursorOf(['1', 'id'])],
    ['with a number too large to be one', Buffer.from('[1e999,"id"]').toString('base64url')],
    ['with U+0000', cursorOf([1, 'i\u0000d'])],
    ['with half a surrogate pair', cursorOf([1, 'i\ud800d'])],
  ])('is refused with a cursor that is %s', (_, after) => {
    expect(() => pageArguments({ first: 1, after }, ['number', 'string'])).toThrow('after is not a cursor of this list');
  });
  test('may begin behind a time', () => {
    const after = cursorOf(['2026-11-23T03:00:00.000Z', 'id']);
    expect(pageArguments({ first: 1, after }, ['time', 'string']).after).toEqual(['2026-11-23T03:00:00.000Z', 'id']);
  });
  test.each([
    'x',
    '',
    'now',
    'infinity',
    '2026-11-23',
    '2026-02-30T03:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '+012026-11-23T03:00:00.000Z',
    0,
    null,
  ])('is refused with a cursor that has %p for a time', time => {
    expect(() => pageArguments({ first: 1, after: cursorOf([time, 'id']) }, ['time', 'string'])).toThrow('after is not a cursor of this list');
  });
  test('may have nothing in a cursor where rows have nothing', () => {
    expect(pageArguments({ first: 1, after: cursorOf([null, 'id']) }, ['number', 'string']).after).toEqual([null, 'id']);
  });
});
