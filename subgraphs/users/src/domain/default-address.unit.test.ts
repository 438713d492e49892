import { describe, expect, test } from '@jest/globals';
import { heirOf, isDefaultOnceSaved } from './default-address.ts';

const home = { id: 'home', isDefault: true };
const work = { id: 'work', isDefault: false };

describe('the default address', () => {
  test('is the first one, whatever was asked for', () => {
    expect(isDefaultOnceSaved([], undefined, false)).toBe(true);
  });
  test('stays where it is when another address is added', () => {
    expect(isDefaultOnceSaved([home], undefined, null)).toBe(false);
  });
  test('moves to the address that it is asked for', () => {
    expect(isDefaultOnceSaved([home], work, true)).toBe(true);
  });
  test('cannot be given up without another taking over', () => {
    expect(isDefaultOnceSaved([work], home, false)).toBe(true);
  });
  test('goes to the oldest that is left when it is deleted', () => {
    expect(heirOf(home, [work])).toBe(work);
    expect(heirOf(work, [home])).toBeUndefined();
    expect(heirOf(home, [])).toBeUndefined();
  });
});
