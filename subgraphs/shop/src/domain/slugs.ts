/** Letters that do not come apart into a letter and its accent. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };

const LONGEST_SLUG = 120;

/** Lower case, Latin letters without accents: what differs in these alone is the same to a reader. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/([a-z])\p{M}+/giu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, letter => SPELLED_OUT[letter] ?? letter);

/** `Rain jacket „Öland“` becomes `rain-jacket-oland`. Empty for a name without a single letter or digit. */
export const slugify = (name: string): string =>
  folded(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');

/** Whether a text can stand in an address as it is. Underscores and upper case occur in files from elsewhere. */
export const isSlug = (text: string): boolean => text.length <= 200 && /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(text);

/** The slug, or the first of `slug-2`, `slug-3`, … that is free. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}
