const LONGEST_SLUG = 120;
const LONGEST_HANDLE = 200;

/** Letters that do not come apart into a letter and its accent. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };

/** `Outdoor & Camping` becomes `outdoor-camping`; empty for a text without a letter or digit. */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/([a-z])\p{M}+/giu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, letter => SPELLED_OUT[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_SLUG)
    // half of a letter that was cut through
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/^-+|-+$/g, '');

/** The slug that a product with this handle has: the handle itself where it can stand in an address. */
export const slugOfHandle = (handle: string): string =>
  handle.length <= LONGEST_HANDLE && /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(handle) ? handle : slugOf(handle);
